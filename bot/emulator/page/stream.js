/** Listens to the server's events and hands them to the session; after a break it asks for everything anew. */

/** Starts listening; `failed` takes errors of refreshing. EventSource itself reconnects. */
export function listen(session, failed) {
  const stream = new EventSource("/sim/stream");
  let broken = false;
  stream.onopen = () => {
    if (broken) run(() => refreshAll(session), failed);
    broken = false;
  };
  stream.onerror = () => {
    broken = true;
  };
  stream.onmessage = (event) => {
    const news = JSON.parse(event.data);
    run(() => handle(session, news), failed);
  };
  return stream;
}

function handle(session, news) {
  if (news.type === "changed") return session.changed(news.chat, news.people);
  if (news.type === "typing") return session.showTyping(news.chat);
  return refreshAll(session); // the clock or the world itself
}

async function refreshAll(session) {
  await session.refreshWorld();
  await Promise.all([session.refreshChats(), session.refreshView()]);
}

function run(work, failed) {
  Promise.resolve().then(work).catch(failed);
}
