/** The page's own few labels in the person's language, counted labels and days; the words stand in labels.js. */

import { LABELS } from "./labels.js";

const MONTHS = {
  kk: "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан".split(" "),
  ru: "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(" "),
  en: "January February March April May June July August September October November December".split(" "),
};

const COUNTED = {
  members: {
    kk: { other: "{n} мүше" },
    ru: { one: "{n} участник", few: "{n} участника", other: "{n} участников" },
    en: { one: "{n} member", other: "{n} members" },
  },
  subscribers: {
    kk: { other: "{n} жазылушы" },
    ru: { one: "{n} подписчик", few: "{n} подписчика", other: "{n} подписчиков" },
    en: { one: "{n} subscriber", other: "{n} subscribers" },
  },
};

const ORDER = ["kk", "ru", "en"];
let current = "en";

export const language = () => current;

/** Takes the first supported code of those given, else English. */
export function setLanguage(...codes) {
  current = codes.map((code) => (code ?? "").slice(0, 2)).find((code) => ORDER.includes(code)) ?? "en";
  document.documentElement.lang = current;
}

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

/** The label in the current language, with `{name}` filled in from values. */
export function t(name, values = {}) {
  return fill(LABELS[name][ORDER.indexOf(current)], values);
}

/** A counted label: `counted("members", 3)`. */
export function counted(name, n) {
  const forms = COUNTED[name][current];
  // Browsers may lack Kazakh plural rules; a noun after a number is singular there anyway.
  const rule = current === "kk" ? "other" : new Intl.PluralRules(current).select(n);
  return fill(forms[rule] ?? forms.other, { n });
}

/** A day in words, with the year only when it is not this year's: "22 қараша", "November 22, 2025". */
export function dayInWords(date, now) {
  const month = MONTHS[current][date.getMonth()];
  const day = date.getDate();
  const sameYear = date.getFullYear() === now.getFullYear();
  if (current === "en") return sameYear ? `${month} ${day}` : `${month} ${day}, ${date.getFullYear()}`;
  if (current === "ru") return sameYear ? `${day} ${month}` : `${day} ${month} ${date.getFullYear()}`;
  return sameYear ? `${day} ${month}` : `${date.getFullYear()} жылғы ${day} ${month}`;
}
