/** Speaks to the simulation API of the emulator over HTTP; it knows nothing of the screen. */

export class SimulationError extends Error {}

async function call(method, path, body) {
  const init = { method };
  if (body instanceof FormData) init.body = body;
  else if (body !== undefined) {
    init.headers = { "Content-Type": "application/json" };
    init.body = JSON.stringify(body);
  }
  let answer;
  try {
    answer = await fetch(path, init);
  } catch {
    throw new SimulationError("The emulator does not answer");
  }
  const data = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new SimulationError(data.error ?? `The emulator answered ${answer.status}`);
  return data;
}

const inChat = (person, chat, verb) => `/sim/people/${person}/chats/${chat}${verb ? `/${verb}` : ""}`;

export const fileUrl = (fileId) => `/sim/files/${encodeURIComponent(fileId)}`;
export const transcriptUrl = (person, chat) => `/sim/transcript/${person}/${chat}`;

export const world = () => call("GET", "/sim/world");
export const chatsOf = (person) => call("GET", `/sim/people/${person}/chats`);
export const conversation = (person, chat) => call("GET", inChat(person, chat));
export const addPerson = (person) => call("POST", "/sim/people", person);
export const addChat = (chat) => call("POST", "/sim/chats", chat);
export const say = (person, chat, message) => call("POST", inChat(person, chat, "messages"), message);
export const shareContact = (person, chat, contact) => call("POST", inChat(person, chat, "contact"), contact);
export const shareLocation = (person, chat, point) => call("POST", inChat(person, chat, "location"), point);
export const press = (person, chat, button) => call("POST", inChat(person, chat, "press"), button);
export const edit = (person, chat, message_id, text) =>
  call("POST", inChat(person, chat, "edit"), { message_id, text });
export const launchApp = (person, chat, from) => call("POST", inChat(person, chat, "web_app"), { from });
export const sendAppData = (person, chat, button_text, data) =>
  call("POST", inChat(person, chat, "web_app_data"), { button_text, data });
export const vote = (person, chat, message_id, options) =>
  call("POST", inChat(person, chat, "vote"), { message_id, options });
export const react = (person, chat, message_id, emoji) =>
  call("POST", inChat(person, chat, "react"), { message_id, emoji });
export const openLink = (person, link) => call("POST", `/sim/people/${person}/open`, link);
export const block = (person, chat) => call("POST", inChat(person, chat, "block"), {});
export const unblock = (person, chat) => call("POST", inChat(person, chat, "unblock"), {});
export const markRead = (person, chat) => call("POST", inChat(person, chat, "read"), {});
export const setBotStatus = (chat, status) => call("POST", `/sim/chats/${chat}/bot`, { status });
export const migrate = (chat) => call("POST", `/sim/chats/${chat}/migrate`, {});
export const addTopic = (chat, name) => call("POST", `/sim/chats/${chat}/topics`, { name });
export const closeTopic = (chat, id, closed) => call("POST", `/sim/chats/${chat}/topics`, { id, closed });
export const faults = () => call("GET", "/sim/faults");
export const addFault = (fault) => call("POST", "/sim/faults", fault);
export const clearFaults = () => call("DELETE", "/sim/faults");
export const advanceClock = (seconds) => call("POST", "/sim/clock", { advance: seconds });

/** Sends a File; `fields`: kind (photo, document, voice, video), caption, reply_to, thread_id, album; empty ones are left out. */
export function sendFile(person, chat, file, fields) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) if (value) form.append(name, String(value));
  form.append("file", file, file.name || "file");
  return call("POST", inChat(person, chat, "messages"), form);
}
