/** Scanning a QR code: of a picture file, of a picture in a chat with another person's phone, or a pasted link. */

import { formBox, toast } from "./dialogs.js";
import { fullName } from "./avatars.js";
import { h } from "./elements.js";
import { t } from "./i18n.js";
import { follow } from "./links.js";
import { readPicture } from "./qr_picture.js";

/** The text of the QR code in a picture, or "": by the browser's own reader where it has one, else by ours. */
async function decode(blob) {
  try {
    const bitmap = await createImageBitmap(blob);
    return (await nativeText(bitmap)) || readPicture(bitmap);
  } catch {
    return ""; // not a picture
  }
}

async function nativeText(bitmap) {
  const known = (await globalThis.BarcodeDetector?.getSupportedFormats().catch(() => [])) ?? [];
  if (!known.includes("qr_code")) return "";
  const [code] = await new BarcodeDetector({ formats: ["qr_code"] }).detect(bitmap);
  return code?.rawValue ?? "";
}

/** Asks for a picture or a link; the text of the code, or "" when there was none. */
export async function scanText() {
  const picker = h("input", { type: "file", accept: "image/*", name: "picture", onchange: () => read() });
  const note = h("p.dialog-detail", { role: "status" });
  const above = h("div", {}, h("label.field", {}, h("span", {}, t("scanPicture")), picker, note));
  const read = async () => {
    const [file] = picker.files;
    const text = file ? await decode(file) : "";
    const form = picker.closest("form");
    form.elements.namedItem("link").value = text;
    note.textContent = text || !file ? "" : t("scanNothing");
    if (text) form.requestSubmit(form.querySelector("[type=submit]"));
  };
  const fields = [{ name: "link", label: t("scanLink"), required: true }];
  const answer = await formBox(t("scan"), fields, t("open"), above);
  return answer?.link ?? "";
}

/** Scans, and follows what was found on behalf of the session's person, as a phone's camera does. */
export async function scan(session) {
  const text = await scanText();
  return text ? open(session, text) : undefined;
}

/** Scans a picture that somebody shows on their screen, with the phone of another person. */
export async function scanShown(session, source) {
  const text = await decode(await (await fetch(source)).blob());
  if (!text) return toast(t("scanNothing"));
  const options = session.world.people
    .filter(({ id }) => id !== session.personId)
    .map((person) => [String(person.id), [fullName(person), person.label].filter(Boolean).join(", ")]);
  const fields = [{ name: "person", label: t("whosePhone"), options }];
  const answer = await formBox(t("scan"), fields, t("open"), h("p.dialog-text.scanned", {}, text));
  if (!answer) return undefined;
  const person = Number(answer.person);
  await session.go(person, person);
  return open(session, text);
}

function open(session, text) {
  const address = /^[\w.-]+\.[a-z]{2,}\//i.test(text) ? `https://${text}` : text;
  return /^(https?|tg):/i.test(address) ? follow(session, address) : toast(text);
}
