/** Toasts, alerts, questions, small forms and pop-up menus; each asks and answers, none knows what it is for. */

import { h } from "./elements.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";

const TOAST_MS = 3500;

/** A short dark note above the composer. */
export function toast(text) {
  const note = h("div.toast", {}, text);
  document.getElementById("toasts").append(note);
  setTimeout(() => note.remove(), TOAST_MS);
}

/** Runs `work`, then `after`; an error is told in a toast. Answers what `work` answered, or undefined. */
export async function attempt(work, after = () => {}) {
  try {
    return await work();
  } catch (error) {
    toast(error.message);
    return undefined;
  } finally {
    after();
  }
}

function show(dialog) {
  document.body.append(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue);
    });
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close(""));
    dialog.showModal();
  });
}

/** Buttons at the foot of a dialog; only the last submits, so that Enter in a field never means Cancel. */
const actions = (...labels) =>
  h(
    "div.dialog-actions",
    {},
    labels.map(([value, text]) =>
      value === ""
        ? h(
            "button.text-button",
            { type: "button", onclick: (event) => event.target.closest("dialog").close("") },
            text,
          )
        : h("button.text-button", { type: "submit", value }, text),
    ),
  );

/** An alert with one button, as callback alerts are shown. */
export function alertBox(text) {
  return show(
    h(
      "dialog.dialog",
      { "aria-label": text },
      h("form", { method: "dialog" }, h("p.dialog-text", {}, text), actions(["ok", t("ok")])),
    ),
  );
}

/** A question; answers true when it was agreed to. `detail` stands beneath in small type. */
export async function question(text, agree, detail = "") {
  const box = h(
    "dialog.dialog",
    { "aria-label": text },
    h(
      "form",
      { method: "dialog" },
      h("p.dialog-text", {}, text),
      detail && h("p.dialog-detail", {}, detail),
      actions(["", t("cancel")], ["ok", agree]),
    ),
  );
  return (await show(box)) === "ok";
}

/**
 * A small form. `fields`: {name, label, value?, options?: [[value, text]], checks?: [[value, text]], number?: [least,
 * most], required?}; `above`, a node, stands before them. Answers {name: value or list of checked values}, or null when it was dismissed.
 */
export async function formBox(title, fields, agree, above = null) {
  const form = h(
    "form",
    { method: "dialog" },
    h("h2.dialog-title", {}, title),
    above,
    fields.map(formField),
    actions(["", t("cancel")], ["ok", agree]),
  );
  if ((await show(h("dialog.dialog", { "aria-label": title }, form))) !== "ok") return null;
  const data = new FormData(form);
  return Object.fromEntries(
    fields.map(({ name, checks }) => [
      name,
      checks ? data.getAll(name) : String(data.get(name) ?? "").trim(),
    ]),
  );
}

function formField({ name, label, value = "", options, checks, number, required = false }) {
  if (checks) {
    return h(
      "fieldset.field",
      {},
      h("legend", {}, label),
      checks.map(([id, text, checked = true]) =>
        h("label.check", {}, h("input", { type: "checkbox", name, value: String(id), checked }), text),
      ),
    );
  }
  const control = options
    ? h(
        "select",
        { name },
        options.map(([id, text]) => h("option", { value: id, selected: id === value }, text)),
      )
    : h("input", {
        name,
        value,
        required,
        autocomplete: "off",
        ...(number
          ? { type: "number", min: String(number[0]), max: String(number[1]) }
          : { maxlength: "4096" }),
      });
  return h("label.field", {}, h("span", {}, label), control);
}

/** A pop-up menu beside `anchor`. `items`: {text, icon?, danger?, checked?, run}; empty ones are left out. */
export function popupMenu(anchor, items) {
  const menu = h("div.popup", { role: "menu", popover: "auto" });
  const choose = (item) => {
    menu.hidePopover();
    item.run();
  };
  menu.append(
    ...items.filter(Boolean).map((item) =>
      h(
        "button",
        {
          type: "button",
          role: item.checked === undefined ? "menuitem" : "menuitemradio",
          "aria-checked": item.checked === undefined ? null : String(item.checked),
          class: item.danger ? "danger" : "",
          onclick: () => choose(item),
        },
        item.icon ? icon(item.icon) : h("span.mark", {}, item.checked ? "✓" : ""),
        item.text,
      ),
    ),
  );
  menu.addEventListener(
    "toggle",
    (event) => event.newState === "closed" && (menu.remove(), anchor.focus?.()),
  );
  menu.addEventListener("keydown", (event) => moveFocus(event, menu));
  (anchor.closest?.(".list, .strip") ?? document.getElementById("conversation")).append(menu);
  menu.showPopover();
  place(menu, anchor.getBoundingClientRect());
  menu.firstElementChild?.focus();
}

function moveFocus(event, menu) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const buttons = [...menu.children];
  buttons[(buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length].focus();
}

function place(menu, { left, right, top, bottom }) {
  const { offsetWidth: width, offsetHeight: height } = menu;
  const x = left + width > innerWidth - 8 ? right - width : left;
  const y = bottom + height > innerHeight - 8 ? top - height - 4 : bottom + 4;
  menu.style.left = `${Math.max(8, x)}px`;
  menu.style.top = `${Math.max(8, y)}px`;
}

/** A picture at full size. Its code is scanned by whoever listens to "scan-picture" of the document, with its address as detail. */
export function pictureBox(source, label) {
  const dialog = h("dialog.picture", { "aria-label": label });
  dialog.append(
    h(
      "button.round-button.close-button",
      { type: "button", "aria-label": t("close"), onclick: () => dialog.close() },
      icon("close"),
    ),
    h(
      "button.round-button.scan-button",
      {
        type: "button",
        "aria-label": t("scan"),
        title: t("scan"),
        onclick: () => {
          dialog.close();
          document.dispatchEvent(new CustomEvent("scan-picture", { detail: source }));
        },
      },
      icon("scan"),
    ),
    h("img", { src: source, alt: label, onclick: () => dialog.close() }),
  );
  return show(dialog);
}
