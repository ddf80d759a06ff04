/** A Mini App in a frame: its signed launch data, its buttons, and the events it exchanges with a Telegram client; the app itself is a stranger. */

import * as api from "./api.js";
import { alertBox, attempt, question, toast } from "./dialogs.js";
import { h } from "./elements.js";
import { safeAddress } from "./formatted.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";
import { follow } from "./links.js";
import { scanText } from "./scan.js";

const VERSION = "8.0";

/** Opens `address` for the session's person; `from` is keyboard, inline or menu, as Telegram tells them apart. */
export async function openApp(session, address, title, from) {
  const safe = safeAddress(address);
  if (!safe?.startsWith("http")) return toast(String(address));
  const { init_data: data } = await api.launchApp(session.personId, session.chatId, from);
  return new MiniApp(session, title, from).open(launchAddress(safe, data));
}

function launchAddress(address, data) {
  const launch = new URLSearchParams({
    tgWebAppData: data,
    tgWebAppVersion: VERSION,
    tgWebAppPlatform: "web",
    tgWebAppThemeParams: JSON.stringify(themeParams()),
  });
  return `${address}${address.includes("#") ? "&" : "#"}${launch}`;
}

/** The colours of the page, by Telegram's names. */
function themeParams() {
  const names = {
    bg_color: "--panel",
    text_color: "--text",
    hint_color: "--muted",
    link_color: "--accent",
    button_color: "--accent",
    button_text_color: "--on-accent",
    secondary_bg_color: "--panel-sunk",
    destructive_text_color: "--danger",
  };
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(
    Object.entries(names).map(([name, variable]) => [name, sixDigits(style.getPropertyValue(variable).trim())]),
  );
}

const sixDigits = (colour) => (/^#\w{3}$/.test(colour) ? colour.replace(/\w/g, "$&$&") : colour);

class MiniApp {
  #session;
  #title;
  #from;
  #confirm = false;

  constructor(session, title, from) {
    this.#session = session;
    this.#title = title;
    this.#from = from;
  }

  async open(address) {
    const title = this.#title;
    this.frame = h("iframe", {
      src: address,
      title,
      sandbox: "allow-scripts allow-forms allow-same-origin allow-popups",
    });
    this.back = h(
      "button.icon-button",
      { type: "button", "aria-label": t("back"), hidden: true, onclick: () => this.#tell("back_button_pressed") },
      icon("back"),
    );
    this.main = h("button.main-button", {
      type: "button",
      hidden: true,
      onclick: () => this.#tell("main_button_pressed"),
    });
    const close = h(
      "button.icon-button",
      { type: "button", "aria-label": t("close"), onclick: () => this.#leave() },
      icon("close"),
    );
    this.dialog = h(
      "dialog.frame",
      { "aria-label": title },
      h("div.frame-header", {}, close, this.back, h("h2", {}, title)),
      this.frame,
      this.main,
    );
    const listening = new AbortController();
    addEventListener("message", (event) => this.#heard(event), { signal: listening.signal });
    this.dialog.addEventListener("close", () => {
      listening.abort();
      this.dialog.remove();
    });
    document.body.append(this.dialog);
    this.dialog.showModal();
  }

  async #leave() {
    if (!this.#confirm || (await question(t("closeApp"), t("close")))) this.dialog.close();
  }

  /** An event for the app, in the form of Telegram's own web client. */
  #tell(eventType, eventData = null) {
    this.frame.contentWindow?.postMessage(JSON.stringify({ eventType, eventData }), "*");
  }

  #heard({ source, data }) {
    if (source !== this.frame.contentWindow) return;
    let order;
    try {
      order = JSON.parse(data);
    } catch {
      return;
    }
    const act = typeof order?.eventType === "string" && this.#acts[order.eventType];
    if (act) attempt(() => act(order.eventData ?? {}));
  }

  #acts = {
    web_app_close: () => this.dialog.close(),
    web_app_request_theme: () => this.#tell("theme_changed", { theme_params: themeParams() }),
    web_app_request_viewport: () =>
      this.#tell("viewport_changed", {
        width: this.frame.clientWidth,
        height: this.frame.clientHeight,
        is_expanded: true,
        is_state_stable: true,
      }),
    web_app_setup_back_button: ({ is_visible: shown }) => {
      this.back.hidden = !shown;
    },
    web_app_setup_main_button: (button) => this.#setMain(button),
    web_app_setup_closing_behavior: ({ need_confirmation: needed }) => {
      this.#confirm = Boolean(needed);
    },
    web_app_open_link: ({ url }) => follow(this.#session, String(url)),
    web_app_open_tg_link: ({ path_full: path }) => {
      this.dialog.close();
      return follow(this.#session, `https://t.me${path}`);
    },
    web_app_open_popup: (popup) => this.#popup(popup),
    web_app_open_scan_qr_popup: () => this.#scan(),
    web_app_data_send: ({ data }) => this.#send(String(data)),
  };

  #setMain({ is_visible: shown, is_active: active = true, text }) {
    this.main.hidden = !shown;
    this.main.disabled = !active;
    if (text) this.main.textContent = String(text);
  }

  async #popup({ title = "", message = "", buttons = [] }) {
    const text = [title, message].filter(Boolean).join("\n");
    const agreed = buttons.find(({ type }) => type !== "cancel") ?? { id: "" };
    let chosen = agreed.id;
    if (buttons.length < 2) await alertBox(text);
    else if (!(await question(text, agreed.text || t("ok")))) chosen = buttons.find((one) => one !== agreed).id;
    this.#tell("popup_closed", chosen ? { button_id: chosen } : {});
  }

  async #scan() {
    const data = await scanText();
    if (data) this.#tell("qr_text_received", { data });
    this.#tell("scan_qr_popup_closed");
  }

  /** Only an app of the reply keyboard speaks to the bot so; Telegram ignores the others. */
  async #send(data) {
    if (this.#from !== "keyboard") return;
    const { personId, chatId } = this.#session;
    this.dialog.close();
    await api.sendAppData(personId, chatId, this.#title, data);
    await this.#session.refreshView();
  }
}
