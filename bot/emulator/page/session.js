/** What the page knows of the world and whom it speaks for; it fetches and tells of changes, and draws nothing. */

import * as api from "./api.js";
import { setNow } from "./clock.js";
import { readRoute, writeRoute } from "./route.js";

const COUNTED_PEOPLE = 24; // unread marks of other people are fetched for no more than these

/** Makes an asynchronous refresh run once at a time, and once more when it was asked for meanwhile. */
function coalesced(refresh) {
  let running = null;
  let again = false;
  return function run() {
    if (running) {
      again = true;
      return running;
    }
    running = (async () => {
      do {
        again = false;
        await refresh();
      } while (again);
    })().finally(() => {
      running = null;
    });
    return running;
  };
}

export class Session extends EventTarget {
  world = null;
  personId = null;
  chatId = null;
  chats = [];
  view = null; // the open chat as the server tells it, or null
  typing = false;
  topic = null; // message_thread_id chosen in a forum
  faults = []; // orders in force, as the server tells them
  unreadOf = new Map(); // person id -> unread messages in all their chats
  pendingStart = null; // {payload} of a deep link that waits for START
  #typingTimer = 0;

  refreshWorld = coalesced(async () => {
    this.world = await api.world();
    setNow(this.world.now);
    this.tell();
  });

  refreshChats = coalesced(async () => {
    const person = this.personId;
    const { chats } = await api.chatsOf(person);
    this.#count(person, chats);
    if (person === this.personId) this.chats = chats;
    this.tell();
  });

  refreshView = coalesced(async () => {
    const { personId, chatId } = this;
    if (chatId === null) return;
    const view = await api.conversation(personId, chatId);
    if (personId !== this.personId || chatId !== this.chatId) return;
    this.view = view;
    this.typing = view.typing;
    this.tell();
    await this.#readIfSeen();
  });

  refreshFaults = coalesced(async () => {
    this.faults = (await api.faults()).faults;
    this.tell();
  });

  get person() {
    return this.world?.people.find(({ id }) => id === this.personId) ?? null;
  }

  tell() {
    this.dispatchEvent(new Event("change"));
  }

  personById(id) {
    return this.world?.people.find((person) => person.id === id) ?? null;
  }

  /** Shows a person's list (chat null) or chat; an unknown person becomes the first. */
  async go(personId, chatId, { replace = false } = {}) {
    const known = this.personById(personId) ?? this.world.people[0];
    if (!known) return;
    const moved = known.id !== this.personId;
    if (moved || chatId !== this.chatId) {
      this.view = null;
      this.topic = null;
      this.typing = false;
      if (this.pendingStart && (moved || chatId !== known.id)) this.pendingStart = null;
    }
    if (moved) this.chats = [];
    this.personId = known.id;
    this.chatId = chatId;
    writeRoute(known.id, chatId, replace);
    this.tell();
    await Promise.all([this.refreshChats(), this.#openView()]);
  }

  async #openView() {
    try {
      await this.refreshView();
    } catch (error) {
      this.chatId = null;
      writeRoute(this.personId, null, true);
      this.tell();
      throw error;
    }
  }

  followAddress() {
    const { person, chat } = readRoute();
    return this.go(person, chat, { replace: true });
  }

  /** Something happened in a chat: refresh what shows it. */
  async changed(chat, people) {
    const mine = !people || people.includes(this.personId);
    const others = (people ?? []).filter((id) => id !== this.personId).slice(0, COUNTED_PEOPLE);
    await Promise.all([
      mine && this.refreshChats(),
      mine && chat === this.chatId && this.refreshView(),
      ...others.map((id) => this.countUnread(id)),
    ]);
    await this.seen(); // whichever of the two answers came first
  }

  async countUnread(person) {
    this.#count(person, (await api.chatsOf(person)).chats);
    this.tell();
  }

  async countEverybody() {
    const people = this.world.people.filter(({ id }) => id !== this.personId).slice(0, COUNTED_PEOPLE);
    await Promise.all(people.map(({ id }) => this.countUnread(id)));
  }

  /** Shows 'typing' for as long as Telegram does, unless a message comes first. */
  showTyping(chat) {
    if (chat !== this.chatId) return;
    this.typing = true;
    clearTimeout(this.#typingTimer);
    this.#typingTimer = setTimeout(() => {
      this.typing = false;
      this.tell();
    }, 5000);
    this.tell();
  }

  #count(person, chats) {
    this.unreadOf.set(
      person,
      chats.reduce((sum, chat) => sum + (chat.unread ?? 0), 0),
    );
  }

  async #readIfSeen() {
    const { personId, chatId } = this;
    if (document.hidden || !this.chats.find(({ id }) => id === chatId)?.unread) return;
    await api.markRead(personId, chatId);
    await this.refreshChats();
  }

  /** Called when the page is looked at again. */
  async seen() {
    if (this.chatId !== null && this.view) await this.#readIfSeen();
  }
}
