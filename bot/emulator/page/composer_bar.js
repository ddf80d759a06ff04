/** The bar above the writing line: which message the next text answers or changes; it sends nothing. */

import { colourOf, fullName } from "./avatars.js";
import { h } from "./elements.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";
import { summary } from "./service.js";

export class ComposerBar {
  #escape;
  reply = null; // the message that is answered
  edit = null; // the message of one's own that is changed

  /** `escape` is called by the button that closes the bar. */
  constructor(escape) {
    this.#escape = escape;
    this.node = h("div.composer-quote", { hidden: true });
  }

  /** Sets what the text is for; both null for a message of its own. */
  set({ reply = null, edit = null }) {
    this.reply = reply;
    this.edit = edit;
    this.render();
  }

  render() {
    const message = this.edit ?? this.reply;
    this.node.hidden = !message;
    if (!message) return;
    this.node.className = `composer-quote ink-${colourOf(message.from?.id)}`;
    this.node.replaceChildren(
      icon(this.edit ? "pencil" : "reply"),
      h(
        "div.quote-text",
        {},
        h("b", {}, this.edit ? t("editing") : fullName(message.from ?? message.chat)),
        h("span.clip", {}, summary(message)),
      ),
      h(
        "button.icon-button",
        { type: "button", "aria-label": t("cancel"), onclick: () => this.#escape() },
        icon("close"),
      ),
    );
  }
}
