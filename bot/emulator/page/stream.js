/** Listens to the server's events and hands them to the session; after a break it asks for everything anew. */

const RETRY_MS = 1000; // EventSource's own retry gives up after some answers

/** Starts listening; `failed` takes errors of refreshing. */
export function listen(session, failed) {
  let broken = false;
  const open = () => {
    const stream = new EventSource("/sim/stream");
    stream.onopen = () => {
      if (broken) run(() => refreshAll(session), failed);
      broken = false;
    };
    stream.onerror = () => {
      broken = true;
      stream.close();
      setTimeout(open, RETRY_MS);
    };
    stream.onmessage = (event) => {
      const news = JSON.parse(event.data);
      run(() => handle(session, news), failed);
    };
  };
  open();
}

function handle(session, news) {
  if (news.type === "changed") return session.changed(news.chat, news.people);
  if (news.type === "typing") return session.showTyping(news.chat);
  if (news.type === "faults") return session.refreshFaults();
  return refreshAll(session); // the clock or the world itself
}

/** Fetches everything; another world under the same address, a restarted emulator, is entered like a new page. */
async function refreshAll(session) {
  const before = session.world.born;
  await session.refreshWorld();
  if (session.world.born !== before) return location.reload();
  return Promise.all([session.refreshChats(), session.refreshView(), session.refreshFaults()]);
}

function run(work, failed) {
  Promise.resolve().then(work).catch(failed);
}
