// Elements, made without a word of markup: what comes from a source or a person is only ever text.

const make = (tag, given = {}, ...inside) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value || value === 0) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...inside.flat().filter((each) => each || each === 0));
  return made;
};

const draw = (tag, given, ...inside) => {
  const drawn = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(given)) drawn.setAttribute(name, value);
  drawn.append(...inside);
  return drawn;
};

const ICONS = {
  talk: "M4 4h16v12H9l-5 4z",
  close: "M6 6l12 12M18 6L6 18",
  up: "M7 11v9H4v-9zm3 9h7.5a2 2 0 0 0 2-1.6l1.2-6A2 2 0 0 0 18.7 10H14l1-4.5A1.8 1.8 0 0 0 12 4l-2 7z",
  down: "M7 13V4H4v9zm3-9h7.5a2 2 0 0 1 2 1.6l1.2 6A2 2 0 0 1 18.7 14H14l1 4.5A1.8 1.8 0 0 1 12 20l-2-7z",
};
const icon = (name) =>
  draw("svg", { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" }, draw("path", { d: ICONS[name] }));

const texts = (lang) => (key, values = {}) =>
  TEXTS[lang][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);

// 2021-03-10, 2018-01 or 2018, with no more than is known of it.
const dated = (known, lang) => {
  if (!known) return "";
  const [year, month, day] = known.split("-").map(Number);
  if (!month) return String(year);
  const shape = { year: "numeric", month: "long", timeZone: "UTC", ...(day && { day: "numeric" }) };
  return new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, shape).format(Date.UTC(year, month - 1, day || 1));
};
