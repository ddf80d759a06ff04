/** What happens when an address is followed: links to the bot stay on the page as deep links, others open beside it. */

import * as api from "./api.js";
import { formBox, question, toast } from "./dialogs.js";
import { safeAddress } from "./formatted.js";
import { t } from "./i18n.js";

const HOSTS = new Set(["t.me", "www.t.me", "telegram.me", "telegram.dog"]);

/**
 * What a Telegram address means: {kind: "chat"|"start"|"startgroup", username, payload} or {kind: "share", text};
 * null for any other address.
 */
export function telegramLink(address) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  const values = url.searchParams;
  const path = url.pathname.split("/").filter(Boolean);
  if (url.protocol === "tg:") {
    if (url.host === "resolve" || url.pathname.includes("resolve"))
      return named(values.get("domain"), values);
    return null;
  }
  if (!HOSTS.has(url.host)) return null;
  if (path[0] === "share")
    return { kind: "share", text: [values.get("text"), values.get("url")].filter(Boolean).join("\n") };
  return path.length === 1 ? named(path[0], values) : null;
}

function named(username, values) {
  if (!username) return null;
  for (const kind of ["startgroup", "start"])
    if (values.has(kind)) return { kind, username, payload: values.get(kind) };
  return { kind: "chat", username, payload: "" };
}

const sameName = (a, b) => (a ?? "").toLowerCase() === (b ?? "").toLowerCase();

/** Follows an address on behalf of the session's person. `shown`: the link's text, to ask when it hides the address. */
export async function follow(session, address, shown = "") {
  const link = telegramLink(address);
  if (link?.kind === "share") return shareInto(session, link.text);
  if (link && sameName(link.username, session.world.bot.username)) return followToBot(session, link);
  const chat = link && session.world.chats.find(({ username }) => sameName(username, link.username));
  if (chat) return session.go(session.personId, chat.id);
  const safe = safeAddress(address);
  if (!safe) return toast(address);
  if (hides(shown, safe) && !(await question(t("openLink"), t("open"), safe))) return undefined;
  window.open(safe, "_blank", "noopener,noreferrer");
  return undefined;
}

const hides = (shown, address) => shown !== "" && !address.includes(shown.replace(/\/$/, ""));

async function followToBot(session, { kind, payload }) {
  if (kind === "startgroup") return addToGroup(session, payload);
  if (kind === "start") session.pendingStart = { payload };
  await session.go(session.personId, session.personId);
  session.tell();
  return undefined;
}

/** Sends "/start payload" of the link that waits, or a bare /start. */
export async function start(session) {
  const payload = session.pendingStart?.payload ?? "";
  session.pendingStart = null;
  if (payload) await api.openLink(session.personId, { payload });
  else await api.say(session.personId, session.personId, { text: "/start" });
  await session.refreshView();
}

async function shareInto(session, text) {
  const options = session.chats.map(({ id, title }) => [String(id), title]);
  const answer = await formBox(t("share"), [{ name: "chat", label: t("chats"), options }], t("send"));
  if (!answer) return;
  await api.say(session.personId, Number(answer.chat), { text });
  await session.go(session.personId, Number(answer.chat));
}

async function addToGroup(session, payload) {
  const mine = session.world.chats.filter(
    ({ type, members }) => type.endsWith("group") && members.includes(session.personId),
  );
  if (!mine.length) return toast(t("nobodyFound"));
  const answer = await formBox(
    t("addBot"),
    [{ name: "chat", label: t("group"), options: mine.map(({ id, title }) => [String(id), title]) }],
    t("addBot"),
  );
  if (!answer) return undefined;
  const chat = Number(answer.chat);
  await api.setBotStatus(chat, "member");
  if (payload)
    await api.say(session.personId, chat, { text: `/start@${session.world.bot.username} ${payload}` });
  return session.go(session.personId, chat);
}
