/** The open chat: its header, pinned message, topics, messages with their scroll position, and the composer below. */

import * as api from "./api.js";
import { takeDropped } from "./attaching.js";
import { avatar } from "./avatars.js";
import { faceOf, titleOf } from "./chats.js";
import { chatMenu } from "./chat_menu.js";
import { Composer } from "./composer.js";
import { attempt, popupMenu } from "./dialogs.js";
import { h, reconcile } from "./elements.js";
import { icon } from "./icons.js";
import { counted, t } from "./i18n.js";
import { follow } from "./links.js";
import { itemsOf, rowOf, signatureOf } from "./messages.js";
import { summary } from "./service.js";
import { topicBar } from "./topics.js";

const NEAR_BOTTOM = 120; // pixels: closer than this, new messages scroll into view

export class Conversation {
  #session;
  #place = "";
  #count = 0;
  #below = 0;
  #atBottom = true;

  constructor(session, root) {
    this.#session = session;
    this.composer = new Composer(session);
    this.header = h("header.chat-header");
    this.pinned = h("button.pinned", { type: "button", hidden: true });
    this.topics = topicBar(session);
    this.list = h("ol.messages");
    this.intro = h("section.intro", { hidden: true });
    this.empty = h("p.empty");
    this.scroller = h(
      "div.scroller",
      { role: "log", "aria-live": "polite", tabindex: "0", onscroll: () => this.#scrolled() },
      this.intro,
      this.list,
    );
    this.down = h(
      "button.round-button.down-button",
      { type: "button", hidden: true, onclick: () => this.#toBottom(true) },
      icon("down"),
      h("span.badge", { hidden: true }),
    );
    this.body = h(
      "div.chat-body",
      {},
      this.header,
      this.pinned,
      this.topics.node,
      h("div.scroll-frame", {}, this.scroller, this.down),
      this.composer.node,
    );
    root.append(this.empty, this.body);
    this.list.addEventListener("click", (event) => this.#clicked(event));
    // A picture that arrives late must not push the newest message out of sight.
    this.list.addEventListener("load", () => this.#atBottom && this.#toBottom(), true);
    new ResizeObserver(() => this.#atBottom && this.#toBottom()).observe(this.scroller);
    takeDropped(this.body, (files) => this.composer.sendFiles(files));
  }

  render() {
    const session = this.#session;
    const { view } = session;
    this.body.hidden = view === null;
    this.empty.hidden = session.chatId !== null;
    this.empty.textContent = t("chooseChat");
    this.composer.render();
    if (!view) return;
    this.#renderHeader(view);
    this.#renderPinned(view);
    this.topics.render(view);
    this.#renderIntro(view);
    this.#renderMessages(view);
  }

  #renderHeader(view) {
    const session = this.#session;
    const title = titleOf(session, view.chat);
    const subtitle = session.typing
      ? h(
          "span.typing-text",
          {},
          `${t("typing")}`,
          h("span.dots", { "aria-hidden": "true" }, h("i"), h("i"), h("i")),
        )
      : subtitleOf(view.chat);
    const more = h(
      "button.icon-button.chat-more",
      {
        type: "button",
        "aria-label": t("chatMenu"),
        "aria-haspopup": "menu",
        onclick: () => popupMenu(more, chatMenu(session, view)),
      },
      icon("more"),
    );
    const sign = JSON.stringify([
      title,
      session.typing,
      view.chat,
      view.blocked,
      view.started,
      t("back"),
      session.personId,
    ]);
    if (this.header.dataset.sign === sign) return;
    this.header.dataset.sign = sign;
    this.header.replaceChildren(
      h(
        "button.icon-button.back-button",
        {
          type: "button",
          "aria-label": t("back"),
          onclick: () => attempt(() => session.go(session.personId, null)),
        },
        icon("back"),
      ),
      avatar(faceOf(session, view.chat), title),
      h("div.chat-head", {}, h("h1", { title }, title), h("p.subtitle", {}, subtitle)),
      more,
    );
  }

  #renderPinned(view) {
    const message = view.messages.find(({ message_id: id }) => id === view.pinned);
    this.pinned.hidden = !message;
    if (!message) return;
    this.pinned.replaceChildren(h("b", {}, t("pinned")), h("span.clip", {}, summary(message)));
    this.pinned.onclick = () => this.jump(message.message_id);
  }

  #renderIntro(view) {
    const { bot } = this.#session.world;
    this.intro.hidden = view.chat.type !== "private" || view.started || view.messages.length > 0;
    if (this.intro.hidden) return;
    this.intro.replaceChildren(
      avatar(bot.id, view.bot_name, "huge"),
      h("h2", {}, t("whatCan")),
      h("p", {}, view.bot_description || view.bot_name),
    );
  }

  #renderMessages(view) {
    const session = this.#session;
    const place = `${session.personId}/${session.chatId}/${session.topic}`;
    const moved = place !== this.#place;
    const stay = !moved && !this.#atBottom;
    const shown =
      session.topic === null
        ? view.messages
        : view.messages.filter((message) => message.message_thread_id === session.topic);
    const mine = shown.at(-1)?.outgoing && shown.length > this.#count;
    this.scroller.setAttribute("aria-label", t("messages"));
    this.list.classList.toggle("calm", moved);
    this.down.setAttribute("aria-label", t("toBottom"));
    if (moved) this.list.replaceChildren();
    reconcile(this.list, itemsOf(shown), {
      key: ({ key }) => key,
      signature: signatureOf,
      build: (item) =>
        rowOf(item, {
          session,
          reply: (message) => this.composer.reply(message),
          edit: (message) => this.composer.edit(message),
          jump: (id) => this.jump(id),
        }),
    });
    if (stay && !mine) this.#missed(this.#below + Math.max(0, shown.length - this.#count));
    else this.#toBottom();
    this.#place = place;
    this.#count = shown.length;
  }

  /** Counts messages that arrived below what is seen. */
  #missed(total) {
    this.#below = total;
    const badge = this.down.lastChild;
    badge.textContent = String(total);
    badge.hidden = total === 0;
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    this.#atBottom = scrollHeight - scrollTop - clientHeight < NEAR_BOTTOM;
    this.down.hidden = this.#atBottom;
    if (this.#atBottom) this.#missed(0);
  }

  #toBottom(smooth = false) {
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: smooth ? "smooth" : "instant" });
    this.#atBottom = true;
  }

  jump(messageId) {
    let row = this.list.querySelector(`[data-message="${messageId}"]`);
    if (!row) return;
    row.scrollIntoView({ block: "center", behavior: "smooth" });
    row = row.closest(".row");
    row.classList.remove("flash");
    void row.offsetWidth; // restarts the animation
    row.classList.add("flash");
  }

  #clicked(event) {
    const command = event.target.closest("[data-command]")?.dataset.command;
    if (command)
      attempt(() =>
        api.say(this.#session.personId, this.#session.chatId, {
          text: command,
          thread_id: this.#session.topic ?? undefined,
        }),
      );
    const link = event.target.closest("a[href]:not([download])");
    if (!link || !/^(https?|tg):/.test(link.href)) return;
    event.preventDefault();
    attempt(() => follow(this.#session, link.getAttribute("href"), link.textContent));
  }
}

function subtitleOf(chat) {
  if (chat.type === "private") return t("bot");
  return counted(
    chat.type === "channel" ? "subscribers" : "members",
    (chat.members?.length ?? 0) + (["member", "administrator"].includes(chat.bot_status) ? 1 : 0),
  );
}
