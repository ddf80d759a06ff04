/** One message as a row of the conversation: bubble, quote, time, keyboard beneath; it decides nothing about the rest. */

import { grid, grouped, spokesman } from "./albums.js";
import * as api from "./api.js";
import { avatar, colourOf, fullName } from "./avatars.js";
import { dayKey, dayName, timeOf } from "./clock.js";
import { contents } from "./contents.js";
import { h } from "./elements.js";
import { formatted } from "./formatted.js";
import { icon, ticks } from "./icons.js";
import { language, t } from "./i18n.js";
import { copy, inlineKeyboard } from "./keyboards.js";
import { attempt, popupMenu } from "./dialogs.js";
import { serviceText, summary } from "./service.js";
import { topicsOf } from "./topics.js";

const RUN_SECONDS = 600; // messages of one author closer than this share one tail
const REACTIONS = ["👍", "❤", "🎉"];
const ONLY_EMOJI =
  /^(?:\p{Extended_Pictographic}(?:\uFE0F|\u200D\p{Extended_Pictographic}|\p{Emoji_Modifier})*){1,3}$/u;

/** The items of a conversation in order: {kind: "day"|"service"|"message", key, ...}, with what the neighbours decide. */
export function itemsOf(messages) {
  const items = [];
  const shown = grouped(messages).map((one) => (Array.isArray(one) ? spokesman(one) : one));
  shown.forEach((message, index) => {
    const day = dayKey(message.date);
    if (index === 0 || dayKey(shown[index - 1].date) !== day)
      items.push({ kind: "day", key: `day-${day}`, text: dayName(message.date) });
    const service = serviceText(message);
    if (service !== null) items.push({ kind: "service", key: message.message_id, text: service, message });
    else
      items.push({
        kind: "message",
        key: message.message_id,
        message,
        first: !sameRun(shown[index - 1], message),
        last: !sameRun(message, shown[index + 1]),
      });
  });
  return items;
}

const authorOf = (message) => message.from?.id ?? message.sender_chat?.id ?? message.chat.id;

function sameRun(a, b) {
  if (!a || !b || serviceText(a) !== null || serviceText(b) !== null) return false;
  return authorOf(a) === authorOf(b) && b.date - a.date < RUN_SECONDS && dayKey(a.date) === dayKey(b.date);
}

export const signatureOf = (item) => JSON.stringify([item, language()]);

/** `context`: {session, reply(message), edit(message), jump(message_id)}. */
export function rowOf(item, context) {
  if (item.kind === "day") return h("li.day", {}, h("span", {}, item.text));
  if (item.kind === "service") return h("li.service", {}, h("span", {}, item.text));
  return messageRow(item, context);
}

function messageRow({ message, first, last }, context) {
  const { outgoing } = message;
  const group = message.chat.type !== "private";
  const face = group && !outgoing && message.chat.type !== "channel";
  const bubble = bubbleOf(message, face && first, context);
  const open = (event) => openMenu(event, message, context);
  const replyButton = h(
    "button.reply-button",
    {
      type: "button",
      "aria-label": `${t("reply")}: ${summary(message).slice(0, 60)}`,
      onclick: () => context.reply(message),
    },
    icon("reply"),
  );
  bubble.addEventListener("contextmenu", open);
  bubble.addEventListener("dblclick", () => context.reply(message));
  return h(
    "li.row",
    {
      class: `${outgoing ? "out" : "in"}${first ? " first" : ""}${last ? " last" : ""}${face ? " with-face" : ""}`,
      "data-message": String(message.message_id),
    },
    face && (last ? avatar(authorOf(message), authorName(message), "small") : h("span.avatar-space")),
    h("div.stack", {}, bubble, inlineKeyboard(context.session, message)),
    replyButton,
  );
}

const authorName = (message) => fullName(message.from ?? message.sender_chat ?? message.chat);

function bubbleOf(message, named, context) {
  const { html = "" } = message;
  const emoji = ONLY_EMOJI.test(message.text ?? "") && !message.reply_to_message;
  const { session } = context;
  const vote = (index) =>
    attempt(() => api.vote(session.personId, message.chat.id, message.message_id, [index]));
  const inside = message.album ? [grid(message.album)] : contents(message, vote);
  const media = Boolean(
    message.photo || message.video || message.animation || message.location || message.venue,
  );
  const meta = metaOf(message);
  return h(
    "article.bubble",
    {
      class: [
        media && "media",
        media && html && "captioned",
        emoji && "emoji",
        !html && !inside.length && "bare",
      ]
        .filter(Boolean)
        .join(" "),
      "aria-label": `${authorName(message)}, ${timeOf(message.date)}`,
    },
    named && h("div.author", { class: `ink-${colourOf(authorOf(message))}` }, authorName(message)),
    topicOf(message, context),
    forwarded(message),
    quoted(message, context),
    inside,
    html && h("div.text", { "data-meta": meta.textContent }, formatted(html)),
    message.reactions?.length > 0 &&
      h(
        "div.reactions",
        {},
        message.reactions.map((emoji) => h("span", {}, emoji)),
      ),
    meta,
  );
}

function metaOf(message) {
  return h(
    "span.meta",
    {},
    message.edit_date ? h("span.edited", {}, `${t("edited")} `) : null,
    h("time", {}, timeOf(message.date)),
    message.outgoing && message.chat.type !== "channel" ? ticks() : null,
  );
}

function topicOf(message, { session }) {
  if (!session.view?.chat.is_forum || session.topic !== null || !message.message_thread_id) return null;
  const name = topicsOf(session.view).find(({ id }) => id === message.message_thread_id)?.name;
  return name && h("div.topic-name", {}, `# ${name}`);
}

function forwarded({ forward_origin: origin }) {
  if (!origin) return null;
  return h(
    "div.forwarded",
    {},
    `↪ ${origin.sender_user_name ?? fullName(origin.sender_user ?? origin.sender_chat ?? origin.chat)}`,
  );
}

function quoted({ reply_to_message: original, quote }, { jump }) {
  if (!original || original.forum_topic_created) return null;
  const author = authorOf(original);
  return h(
    "button.quote",
    { type: "button", class: `ink-${colourOf(author)}`, onclick: () => jump(original.message_id) },
    h("b", {}, authorName(original)),
    h("span.clip", {}, quote?.text ?? summary(original)),
  );
}

function openMenu(event, message, { reply, edit, session }) {
  if (event.target.closest("a, img")) return;
  event.preventDefault();
  const anchor = { getBoundingClientRect: () => new DOMRect(event.clientX, event.clientY, 1, 1) };
  const text = message.text ?? message.caption;
  popupMenu(anchor, [
    { text: t("reply"), icon: "reply", run: () => reply(message) },
    message.outgoing &&
      message.text !== undefined && { text: t("edit"), icon: "pencil", run: () => edit(message) },
    ...REACTIONS.map((emoji) => ({
      text: emoji,
      checked: message.reactions?.includes(emoji) ?? false,
      run: () =>
        attempt(() =>
          api.react(
            session.personId,
            message.chat.id,
            message.message_id,
            message.reactions?.includes(emoji) ? "" : emoji,
          ),
        ),
    })),
    text && { text: t("copy"), icon: "copy", run: () => copy(String(getSelection()) || text) },
  ]);
}
