"""A seeded programme of any size, with words as often as real abstracts have them (Zipf's law)."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate

from scheduler.core.catalog import Catalog, Conference, Decision, Presentation, Session, Slot

COMMON = (
    "the of and a to in we for that is on with this as are by model data learning from which our be an "
    "method can it results show training these propose using models network neural performance based "
    "between have more than approach task tasks large new deep graph problem such language both also "
    "or while not over their each when how used at into often has most across only two several"
).split()
STEMS = (
    "diffus transform attent gradi optim sampl estim represent robust sparse kernel tensor latent causal "
    "polic reward explor agent robot vision speech protein molecul graph node edge cluster embed encod "
    "decod segment detect retriev translat reason plan prompt align prefer privac federat quantiz prun "
    "distill converg regular stochast bayes variat normal flow score manifold symmetr equivari spectr "
    "fourier wavelet temporal spatial video image audio text token context memory recurr convolut generat "
    "adversar discrimin contrast supervis transfer adapt continu curricul bound regret bandit game"
).split()
ENDINGS = ("", "ion", "ing", "er", "al", "ive", "ity", "ed", "s", "ization")
GIVEN = (
    "Ada Bo Chen Dana Eli Fatima Grace Hiro Ines Jun Kofi Lena Mina Noor Olga Pavel Qi Rosa Sven Tara".split()
)
FAMILY = (
    "Abe Bauer Costa Diaz Evans Fischer Garcia Huang Ito Jones Khan Lopez Meyer Novak Okafor Park".split()
)
TOPICS = tuple(f"Topic {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
CONFERENCE = Conference("bench", "Bench 2025", "America/Los_Angeles")
START = datetime(2025, 12, 2, 17, 0, tzinfo=UTC)


class Words:
    """Draws words: rank r with probability proportional to 1/r."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        rare = [stem + ending for stem in STEMS for ending in ENDINGS]
        self.random.shuffle(rare)
        self.words = [*COMMON, *rare, *(f"{word}{self.random.randrange(10)}" for word in rare)]
        self.weights = list(accumulate(1 / rank for rank in range(1, len(self.words) + 1)))

    def some(self, number: int) -> str:
        return " ".join(self.random.choices(self.words, cum_weights=self.weights, k=number))

    def title(self) -> str:
        chosen = self.random.sample(self.words[len(COMMON) :], k=self.random.randint(3, 7))
        return f"{chosen[0].title()} {' '.join(chosen[1:])} for {self.random.choice(STEMS)}ing {self.some(2)}"

    def person(self) -> str:
        return f"{self.random.choice(GIVEN)} {self.random.choice(FAMILY)}{self.random.choice(FAMILY).lower()}"


def presentations(size: int, seed: int = 1, conference: str = "bench") -> Iterator[Presentation]:
    """The same presentations for the same size and seed, one in seven a spotlight."""
    words = Words(seed)
    for number in range(size):
        yield Presentation(
            key=f"{conference}/{number}",
            title=words.title(),
            authors=tuple(words.person() for _ in range(words.random.randint(1, 8))),
            abstract=words.some(words.random.randint(120, 220)).capitalize() + ".",
            decision=Decision.SPOTLIGHT if number % 7 == 0 else Decision.POSTER,
            topics=tuple(words.random.sample(TOPICS, k=2)),
            order=number,
            slots=(Slot(f"s{number // 300}", board=str(number % 300 + 1)),),
        )


def catalog(size: int, seed: int = 1, conference: Conference = CONFERENCE) -> Catalog:
    """A conference of `size` posters in sessions of 300."""
    sessions = tuple(
        Session(
            f"s{number}",
            f"Poster Session {number + 1}",
            f"Hall {number % 4 + 1}",
            START + timedelta(hours=4 * number),
            START + timedelta(hours=4 * number + 2),
        )
        for number in range((size + 299) // 300)
    )
    return Catalog(conference, sessions, tuple(presentations(size, seed, conference.key)))
