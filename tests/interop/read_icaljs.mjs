// Reads a calendar with ical.js, strictly, and prints one JSON object an event.
// node read_icaljs.mjs NODE_MODULES FILE
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [folder, file] = process.argv.slice(2);
const found = createRequire(`${folder}/`).resolve("ical.js");
const { default: ICAL } = await import(pathToFileURL(found));
ICAL.design.strict = true;

const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readFileSync(file));
const calendar = new ICAL.Component(ICAL.parse(text));
for (const component of calendar.getAllSubcomponents("vevent")) {
  const event = new ICAL.Event(component);
  const alarms = component
    .getAllSubcomponents("valarm")
    .map((alarm) => alarm.getFirstPropertyValue("trigger").toSeconds());
  console.log(
    JSON.stringify({
      uid: event.uid,
      start: event.startDate.toJSDate().toISOString(),
      end: event.endDate.toJSDate().toISOString(),
      title: event.summary,
      place: event.location ?? "",
      alarms,
    }),
  );
}
