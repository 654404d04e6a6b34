"""Forty searches as people type them, one-letter ones among them; each of their letters is a key press."""

QUERIES = (
    *("a", "t", "s", "c", "x"),
    *("di", "tr", "re", "q"),
    *("diffusion", "transformer", "attention", "graph", "robot", "policy", "kernel", "causal", "protein"),
    *("graph node", "policy reward", "the model", "we show that", "latent diff", "robust optim"),
    *("sparse token memory", "video retriev", "bayes flow", "score manifold", "speech translat"),
    *('"of the"', '"language model"', "graph -node", "-the", "-diffusion policy"),
    *("author:chen", "author:lopez", "topic:topic", "title:graph", "is:spotlight", "zzzz"),
)
"""With the words of the generator; in the bundled catalog most of them find something, too."""
