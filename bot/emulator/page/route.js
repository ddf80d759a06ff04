/** The address of a view: `#/person/1001/chat/1001`, with `?lang=` and `?open=payload`; it draws nothing. */

const VIEW = /^#\/person\/(-?\d+)(?:\/chat\/(-?\d+))?$/;

/** {person, chat} of the hash; a part that is not named is null. */
export function readRoute() {
  const match = VIEW.exec(location.hash);
  return { person: match ? Number(match[1]) : null, chat: match?.[2] ? Number(match[2]) : null };
}

export const hashOf = (person, chat) => `#/person/${person}${chat === null ? "" : `/chat/${chat}`}`;

/** Goes to a view; `replace` leaves no step back in the history. */
export function writeRoute(person, chat, replace = false) {
  const hash = hashOf(person, chat);
  if (hash === location.hash) return;
  if (replace) history.replaceState(null, "", hash);
  else history.pushState(null, "", hash);
}

export const query = (name) => new URLSearchParams(location.search).get(name);

/** Takes `?open=` out of the address, so that a reload does not open the link again. */
export function takeOpen() {
  const parameters = new URLSearchParams(location.search);
  const payload = parameters.get("open");
  if (payload === null) return null;
  parameters.delete("open");
  const rest = parameters.toString();
  history.replaceState(null, "", `${location.pathname}${rest ? `?${rest}` : ""}${location.hash}`);
  return payload;
}
