/** Inline keyboards under a message and the reply keyboard under the composer: what they look like and what a press does. */

import * as api from "./api.js";
import { alertBox, attempt, question, toast } from "./dialogs.js";
import { h } from "./elements.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";
import { follow } from "./links.js";
import { openApp } from "./mini_app.js";

const MARKS = {
  url: "arrow",
  login_url: "arrow",
  web_app: "app",
  copy_text: "copy",
  switch_inline_query: "reply",
  switch_inline_query_current_chat: "reply",
  switch_inline_query_chosen_chat: "reply",
};
const STYLES = new Set(["primary", "success", "danger"]);

const markOf = (button) => Object.keys(MARKS).find((kind) => kind in button);
const styleOf = (button) => (STYLES.has(button.style) ? button.style : "");

/** The rows of buttons of a message, or null. */
export function inlineKeyboard(session, message) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  return h(
    "div.inline-keyboard",
    { role: "group" },
    rows.map((row, rowIndex) =>
      h(
        "div.keyboard-row",
        {},
        row.map((button, column) => inlineButton(session, message, button, rowIndex, column)),
      ),
    ),
  );
}

function inlineButton(session, message, button, row, column) {
  const kind = markOf(button);
  const node = h(
    "button.inline-button",
    { type: "button", class: styleOf(button), "data-focus": `${row},${column}`, onclick: () => pressed() },
    h("span.label", {}, button.text),
    kind && h("span.corner", {}, icon(MARKS[kind])),
  );
  const pressed = async () => {
    if (node.classList.contains("busy")) return;
    node.classList.add("busy");
    const order = { message_id: message.message_id, row, column };
    const result = await attempt(
      () => api.press(session.personId, message.chat.id, order),
      () => node.classList.remove("busy"),
    );
    if (result) await attempt(() => react(session, result, button.text));
  };
  return node;
}

/** Does on the page what the answer to a press asks for. */
async function react(session, result, label) {
  if (result.kind === "url") return follow(session, result.url);
  if (result.kind === "web_app") return openApp(session, result.url, label, "inline");
  if (result.kind === "copy_text") return copy(result.text);
  if (result.kind !== "callback") return toast(label);
  const { text, show_alert: alert, url } = result.answer ?? {};
  if (url) return follow(session, url);
  if (text) return alert ? alertBox(text) : toast(text);
  return undefined;
}

export async function copy(text) {
  await navigator.clipboard?.writeText(text).catch(() => undefined);
  toast(t("copied"));
}

/** The reply keyboard as elements; `done` is called after a press. */
export function replyKeyboard(session, markup, done) {
  return h(
    "div.reply-keyboard",
    { role: "group", "aria-label": t("menu"), class: markup.resize_keyboard ? "resized" : "" },
    markup.keyboard.map((row) =>
      h(
        "div.keyboard-row",
        {},
        row.map((button) => replyButton(session, button, done)),
      ),
    ),
  );
}

function replyButton(session, raw, done) {
  const button = typeof raw === "string" ? { text: raw } : raw;
  return h(
    "button.reply-key",
    {
      type: "button",
      class: styleOf(button),
      onclick: () => attempt(async () => (await sendKey(session, button)) && done()),
    },
    button.text,
    button.web_app && h("span.corner", {}, icon(MARKS.web_app)),
  );
}

/** Answers false when the person thought better of it. */
async function sendKey(session, button) {
  const { personId, chatId } = session;
  if (button.request_contact) {
    if (!(await question(t("shareContact"), t("share")))) return false;
    await api.shareContact(personId, chatId, { own: true });
  } else if (button.request_location) {
    if (!(await question(t("shareLocation"), t("share")))) return false;
    await api.shareLocation(personId, chatId, PAVLODAR);
  } else if (button.web_app) {
    await openApp(session, button.web_app.url, button.text, "keyboard");
    return false;
  } else {
    await api.say(personId, chatId, { text: button.text });
  }
  await session.refreshView();
  return true;
}

/** Where people of the simulation stand unless they say otherwise: the middle of Pavlodar, in degrees. */
export const PAVLODAR = { latitude: 52.2873, longitude: 76.9674 };
