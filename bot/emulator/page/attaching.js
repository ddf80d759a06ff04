/** What is sent besides text: the attach button with files, a place and a contact; files pasted and dropped. */

import * as api from "./api.js";
import { attempt, formBox, popupMenu, question } from "./dialogs.js";
import { h } from "./elements.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";
import { PAVLODAR } from "./keyboards.js";

/** The button and its hidden file input; `sendFiles(files, kind)` is called with what was picked, kind photo or document. */
export function attachButton(session, sendFiles) {
  const picker = h("input", { type: "file", hidden: true, multiple: true, onchange: () => picked() });
  const button = h("button.icon-button", { type: "button", onclick: () => open() }, icon("attach"));
  const pick = (kind, accept) => {
    picker.dataset.kind = kind;
    picker.accept = accept;
    picker.click();
  };
  const open = () =>
    popupMenu(button, [
      { text: t("photo"), icon: "photo", run: () => pick("photo", "image/png,image/jpeg,image/webp") },
      { text: t("file"), icon: "file", run: () => pick("document", "") },
      { text: t("location"), icon: "location", run: () => attempt(() => sendLocation(session)) },
      { text: t("contact"), icon: "contact", run: () => attempt(() => sendContact(session)) },
    ]);
  const picked = () => {
    const files = [...picker.files];
    picker.value = "";
    return sendFiles(files, picker.dataset.kind);
  };
  return { button, picker };
}

async function sendLocation(session) {
  const fields = ["latitude", "longitude"].map((name) => ({
    name,
    label: t(name),
    value: String(PAVLODAR[name]),
    required: true,
  }));
  const point = await formBox(t("shareLocation"), fields, t("send"));
  if (!point) return;
  const [latitude, longitude] = [Number(point.latitude), Number(point.longitude)];
  await api.shareLocation(session.personId, session.chatId, { latitude, longitude });
  await session.refreshView();
}

async function sendContact(session) {
  if (!(await question(t("shareContact"), t("share")))) return;
  await api.shareContact(session.personId, session.chatId, { own: true });
  await session.refreshView();
}

/** Files pasted into `input` go to `take`; pasted text is left alone. */
export function takePasted(input, take) {
  input.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    take(files);
  });
}

/** Files dropped on `node` go to `take`. */
export function takeDropped(node, take) {
  node.addEventListener("dragover", (event) => {
    if (event.dataTransfer.types.includes("Files")) event.preventDefault();
  });
  node.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    take(event.dataTransfer.files);
  });
}
