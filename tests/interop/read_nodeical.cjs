// Reads a calendar with node-ical and prints one JSON object an event.
// node read_nodeical.cjs NODE_MODULES FILE
const { createRequire } = require("node:module");

const [folder, file] = process.argv.slice(2);
const ical = createRequire(`${folder}/`)("node-ical");

const plain = (value) => (value && typeof value === "object" ? value.val : (value ?? ""));
for (const event of Object.values(ical.sync.parseFile(file))) {
  if (event.type !== "VEVENT") continue;
  console.log(
    JSON.stringify({
      uid: event.uid,
      start: event.start.toISOString(),
      end: event.end.toISOString(),
      title: plain(event.summary),
      place: plain(event.location),
      alarms: (event.alarms ?? []).map((alarm) => alarm.trigger),
    }),
  );
}
