/** Where a person writes: text, files, commands, a reply, the reply keyboard, and the START and UNBLOCK buttons in its place. */

import * as api from "./api.js";
import { attachButton, takePasted } from "./attaching.js";
import { bigButton } from "./big_button.js";
import { commandList } from "./commands.js";
import { ComposerBar } from "./composer_bar.js";
import { attempt } from "./dialogs.js";
import { h } from "./elements.js";
import { icon, plane } from "./icons.js";
import { t } from "./i18n.js";
import { replyKeyboard } from "./keyboards.js";
import { openApp } from "./mini_app.js";

export class Composer {
  #session;
  #drafts = new Map();
  #place = "";
  #keyboard = ""; // the reply keyboard shown, as JSON
  #keyboardOpen = false;
  #asked = 0; // the message whose forced reply was set up already

  constructor(session) {
    this.#session = session;
    this.commands = commandList((command, how) => this.#take(command, how));
    this.input = h("textarea.input", {
      rows: "1",
      maxlength: "4096",
      enterkeyhint: "send",
      "aria-controls": "commands",
      oninput: () => this.#typed(),
      onkeydown: (event) => this.#key(event),
    });
    this.menu = h("button.menu-button", { type: "button", onclick: () => this.#menu() });
    const { button, picker } = attachButton(session, (files, kind) => this.sendFiles(files, kind));
    this.attach = button;
    takePasted(this.input, (files) => this.sendFiles(files));
    this.toggle = h("button.icon-button", { type: "button", onclick: () => this.#flip() }, icon("keyboard"));
    this.send = h("button.send-button", { type: "button", onclick: () => this.#send() }, plane());
    this.bar = new ComposerBar(() => this.escape());
    this.keyboard = h("div.keyboard-place", { hidden: true });
    this.line = h(
      "div.composer-line",
      {},
      this.menu,
      h("div.input-box", {}, this.input, this.toggle, this.attach),
      this.send,
      picker,
    );
    this.big = h("button.big-button", { type: "button", hidden: true });
    this.writing = h("div.writing", {}, this.commands.node, this.bar.node, this.line, this.keyboard);
    this.node = h("div.composer", {}, this.writing, this.big);
  }

  render() {
    const { view, chatId, personId } = this.#session;
    this.node.hidden = view === null;
    if (!view) return;
    this.#remember(`${personId}/${chatId}`);
    const big = bigButton(this.#session, view);
    this.writing.hidden = big !== null;
    this.big.hidden = big === null;
    if (big) {
      this.big.textContent = big.text;
      this.big.disabled = !big.run;
      this.big.onclick = big.run ? () => attempt(big.run) : null;
    }
    this.#labels(view);
    this.#renderKeyboard(view.reply_keyboard, view.force_reply);
    this.bar.render();
  }

  reply(message) {
    this.bar.set({ reply: message });
    this.input.focus();
  }

  /** Takes a text of one's own back into the line, to change it. */
  edit(message) {
    this.bar.set({ edit: message });
    this.input.value = message.text;
    this.#typed();
    this.input.focus();
  }

  /** Puts back what Esc undoes here; true when there was something. */
  escape() {
    if (this.commands.isOpen()) this.commands.hide();
    else if (this.bar.edit) this.#clear();
    else if (this.bar.reply) this.bar.set({});
    else return false;
    return true;
  }

  /** Sends dropped or pasted files: pictures as photos, the rest as documents. */
  async sendFiles(files, kind = null) {
    const caption = this.input.value.trim();
    const where = this.#where();
    this.#clear();
    const album = files.length > 1 ? String(Date.now()) : "";
    for (const [index, file] of [...files].entries()) {
      const fields = {
        kind: kind || (/^image\/(png|jpeg|webp)$/.test(file.type) ? "photo" : "document"),
        caption: index ? "" : caption,
        album,
        ...where,
      };
      await attempt(() => api.sendFile(this.#session.personId, this.#session.chatId, file, fields));
    }
    await this.#session.refreshView();
  }

  #remember(place) {
    if (place === this.#place) return;
    this.#drafts.set(this.#place, this.input.value);
    this.#place = place;
    this.bar.set({});
    this.#keyboard = "";
    this.input.value = this.#drafts.get(place) ?? "";
    this.commands.hide();
    this.#grow();
    if (matchMedia("(hover: hover)").matches) queueMicrotask(() => this.input.focus({ preventScroll: true }));
  }

  #labels(view) {
    const { input, attach, toggle, send } = this;
    input.placeholder = (view.reply_keyboard ?? view.force_reply)?.input_field_placeholder || t("message");
    input.setAttribute("aria-label", t("message"));
    attach.setAttribute("aria-label", t("attach"));
    send.setAttribute("aria-label", t("send"));
    toggle.setAttribute("aria-label", t(this.#keyboardOpen ? "hideKeyboard" : "showKeyboard"));
    const button = view.menu_button ?? {};
    const app = button.type === "web_app";
    const pill = view.chat.type === "private";
    this.menu.hidden = !app && !view.commands?.length;
    this.menu.classList.toggle("small", !pill);
    this.menu.setAttribute("aria-label", app ? button.text : t("menu"));
    this.menu.replaceChildren(
      icon(pill ? (app ? "up" : "menu") : "slash"),
      pill ? h("span", {}, app ? button.text : t("menu")) : "",
    );
    this.#typed();
  }

  #renderKeyboard(markup, force) {
    const rows = markup?.keyboard ? JSON.stringify([markup, t("menu")]) : "";
    if (rows !== this.#keyboard) {
      this.#keyboard = rows;
      this.#keyboardOpen = rows !== "";
      this.keyboard.replaceChildren(
        rows ? replyKeyboard(this.#session, markup, () => markup.one_time_keyboard && this.#fold()) : "",
      );
    }
    const asking = force ? this.#session.view.messages.findLast((message) => !message.outgoing) : null;
    if (asking && asking.message_id !== this.#asked) this.bar.set({ reply: asking });
    this.#asked = asking?.message_id ?? 0;
    this.toggle.hidden = rows === "";
    this.toggle.setAttribute("aria-expanded", String(this.#keyboardOpen));
    this.keyboard.hidden = !this.#keyboardOpen;
  }

  #fold() {
    this.#keyboardOpen = false;
    this.#session.tell();
  }

  #flip() {
    this.#keyboardOpen = !this.#keyboardOpen;
    this.#session.tell();
  }

  #typed() {
    const { value } = this.input;
    const typed = /^\/(\w*)$/.exec(value);
    if (typed) this.commands.show(this.#session.view?.commands ?? [], typed[1]);
    else this.commands.hide();
    this.line.classList.toggle("has-text", value.trim() !== "");
    this.#grow();
  }

  #grow() {
    this.input.style.height = "auto";
    this.input.style.height = `${this.input.scrollHeight}px`;
  }

  #key(event) {
    if (this.commands.key(event)) return;
    if (event.key === "ArrowUp" && this.input.value === "") this.#editLast(event);
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#send();
  }

  #clear() {
    this.input.value = "";
    this.bar.set({});
    this.#typed();
  }

  #where() {
    return {
      reply_to: this.bar.reply?.message_id,
      thread_id: this.#session.topic ?? this.bar.reply?.message_thread_id,
    };
  }

  #editLast(event) {
    const last = this.#session.view.messages.findLast(({ outgoing, text }) => outgoing && text !== undefined);
    if (!last) return;
    event.preventDefault();
    this.edit(last);
  }

  async #send() {
    const text = this.input.value.trim();
    if (!text) return;
    const { personId, chatId } = this.#session;
    const { edit } = this.bar;
    const message = { text, ...this.#where() };
    this.#clear();
    await attempt(async () => {
      try {
        if (edit) await api.edit(personId, chatId, edit.message_id, text);
        else await api.say(personId, chatId, message);
      } catch (error) {
        this.input.value = text;
        this.#typed();
        throw error;
      }
      await this.#session.refreshView();
    });
    this.input.focus({ preventScroll: true });
  }

  #take(command, { complete = false } = {}) {
    const { chat } = this.#session.view;
    this.input.value = `/${command}${chat.type === "private" ? "" : `@${this.#session.world.bot.username}`}${complete ? " " : ""}`;
    if (!complete) this.#send();
    else this.#typed();
  }

  #menu() {
    const { menu_button: button, commands } = this.#session.view;
    if (button?.type === "web_app")
      attempt(() => openApp(this.#session, button.web_app.url, button.text, "menu"));
    else if (this.commands.isOpen()) this.commands.hide();
    else this.commands.show(commands, "");
    this.input.focus({ preventScroll: true });
  }
}
