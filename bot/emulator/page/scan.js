/** Scanning a QR code: from a picture where the browser can read one, else from a pasted link; it follows nothing itself. */

import { formBox, toast } from "./dialogs.js";
import { h } from "./elements.js";
import { t } from "./i18n.js";
import { follow } from "./links.js";

/** A reader of QR codes of this browser, or null where it has none. */
async function reader() {
  if (!("BarcodeDetector" in window)) return null;
  const known = await BarcodeDetector.getSupportedFormats().catch(() => []);
  return known.includes("qr_code") ? new BarcodeDetector({ formats: ["qr_code"] }) : null;
}

/** Asks for a picture or a link; the text of the code, or "" when there was none. */
export async function scanText() {
  const detector = await reader();
  const picker = h("input", { type: "file", accept: "image/*", name: "picture", onchange: () => read() });
  const note = h("p.dialog-detail", { role: "status" }, detector ? "" : t("scanUnable"));
  const above = h(
    "div.field",
    {},
    detector && h("label.field", {}, h("span", {}, t("scanPicture")), picker),
    note,
  );
  const read = async () => {
    const text = picker.files.length ? await decode(detector, picker.files[0]) : "";
    const form = picker.closest("form");
    form.elements.namedItem("link").value = text;
    note.textContent = text || !picker.files.length ? "" : t("scanNothing");
    if (text) form.requestSubmit(form.querySelector("[type=submit]"));
  };
  const fields = [{ name: "link", label: t("scanLink"), required: true }];
  const answer = await formBox(t("scan"), fields, t("open"), above);
  return answer?.link ?? "";
}

async function decode(detector, file) {
  try {
    const [code] = await detector.detect(await createImageBitmap(file));
    return code?.rawValue ?? "";
  } catch {
    return "";
  }
}

/** Scans, and follows what was found on behalf of the session's person, as a phone's camera does. */
export async function scan(session) {
  const text = await scanText();
  if (!text) return undefined;
  const address = /^[\w.-]+\.[a-z]{2,}\//i.test(text) ? `https://${text}` : text;
  return /^(https?|tg):/i.test(address) ? follow(session, address) : toast(text);
}
