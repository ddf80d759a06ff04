/** The page's own few labels in Kazakh, Russian and English; texts of the bot never pass here. */

const MONTHS = {
  kk: "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан".split(" "),
  ru: "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(" "),
  en: "January February March April May June July August September October November December".split(" "),
};

const LABELS = {
  about: ["Симуляция, Telegram емес", "Симуляция, не Telegram", "Simulation, not Telegram"],
  addBot: ["Ботты қосу", "Добавить бота", "Add the bot"],
  addPerson: ["Адам қосу", "Добавить человека", "Add a person"],
  addedOne: ["{a} {b} дегенді қосты", "{a} добавляет {b}", "{a} added {b}"],
  advanceDay: ["+1 күн", "+1 день", "+1 day"],
  advanceHour: ["+1 сағ", "+1 ч", "+1 h"],
  attach: ["Тіркеу", "Прикрепить", "Attach"],
  back: ["Артқа", "Назад", "Back"],
  block: ["Ботты бұғаттау", "Заблокировать бота", "Block the bot"],
  bot: ["бот", "бот", "bot"],
  broadcastOnly: ["Мұнда тек арна жазады", "Писать здесь может только канал", "Only the channel posts here"],
  cancel: ["Бас тарту", "Отмена", "Cancel"],
  channel: ["Арна", "Канал", "Channel"],
  chatCreated: ["Топ құрылды", "Группа создана", "Group created"],
  chatMenu: ["Чат мәзірі", "Меню чата", "Chat menu"],
  chats: ["Чаттар", "Чаты", "Chats"],
  chooseChat: ["Чатты таңдаңыз", "Выберите чат", "Choose a chat"],
  clock: ["Симуляция сағаты", "Часы симуляции", "Clock of the simulation"],
  close: ["Жабу", "Закрыть", "Close"],
  contact: ["Контакт", "Контакт", "Contact"],
  copied: ["Көшірілді", "Скопировано", "Copied"],
  copy: ["Көшіру", "Скопировать", "Copy"],
  create: ["Құру", "Создать", "Create"],
  dark: ["Күңгірт", "Тёмная", "Dark"],
  deletedMessage: ["Жойылған хабарлама", "Удалённое сообщение", "Deleted message"],
  demote: ["Ботты әкімшіліктен алу", "Снять бота с админов", "Make the bot an ordinary member"],
  download: ["Жүктеп алу", "Скачать", "Download"],
  edited: ["өзгертілген", "изменено", "edited"],
  file: ["Файл", "Файл", "File"],
  firstName: ["Аты", "Имя", "First name"],
  group: ["Топ", "Группа", "Group"],
  hideKeyboard: ["Пернетақтаны жасыру", "Скрыть клавиатуру", "Hide the keyboard"],
  interfaceLanguage: ["Тіл", "Язык", "Language"],
  joined: ["{a} топқа қосылды", "{a} вступает в группу", "{a} joined the group"],
  lastName: ["Тегі", "Фамилия", "Last name"],
  latitude: ["Ендік", "Широта", "Latitude"],
  left: ["{a} топтан шықты", "{a} выходит из группы", "{a} left the group"],
  light: ["Ашық", "Светлая", "Light"],
  location: ["Геопозиция", "Геопозиция", "Location"],
  longitude: ["Бойлық", "Долгота", "Longitude"],
  makeAdmin: ["Ботты әкімші ету", "Сделать бота админом", "Make the bot an admin"],
  menu: ["Мәзір", "Меню", "Menu"],
  message: ["Хабарлама", "Сообщение", "Message"],
  messages: ["Хабарламалар", "Сообщения", "Messages"],
  migrated: ["Топ супертопқа айналды", "Группа стала супергруппой", "The group became a supergroup"],
  newGroup: ["Топ немесе арна құру", "Создать группу или канал", "New group or channel"],
  nobodyFound: ["Ештеңе табылмады", "Ничего не найдено", "Nothing found"],
  noMessages: ["Әзірге хабарлама жоқ", "Сообщений пока нет", "No messages yet"],
  ok: ["Жарайды", "ОК", "OK"],
  open: ["Ашу", "Открыть", "Open"],
  openLink: ["Сілтемені ашасыз ба?", "Открыть ссылку?", "Open this link?"],
  people: ["Кім болып жазасыз", "От чьего имени", "Who you are"],
  photo: ["Фото", "Фото", "Photo"],
  pinned: ["Бекітілген хабарлама", "Закреплённое сообщение", "Pinned message"],
  pinnedBy: ["{a} хабарлама бекітті", "{a} закрепляет сообщение", "{a} pinned a message"],
  poll: ["Сауалнама", "Опрос", "Poll"],
  removeBot: ["Ботты шығару", "Удалить бота", "Remove the bot"],
  removed: ["{a} {b} дегенді шығарды", "{a} исключает {b}", "{a} removed {b}"],
  reply: ["Жауап беру", "Ответить", "Reply"],
  restart: ["Ботты қайта бастау", "Перезапустить бота", "Restart the bot"],
  role: ["Сипаттамасы", "Описание", "Description"],
  search: ["Іздеу", "Поиск", "Search"],
  send: ["Жіберу", "Отправить", "Send"],
  settings: ["Баптаулар", "Настройки", "Settings"],
  share: ["Бөлісу", "Поделиться", "Share"],
  shareContact: [
    "Телефон нөміріңізді ботпен бөлісесіз бе?",
    "Отправить боту ваш номер телефона?",
    "Share your phone number with the bot?",
  ],
  shareLocation: ["Геопозицияны жіберу", "Отправить геопозицию", "Send a location"],
  showKeyboard: ["Пернетақтаны көрсету", "Показать клавиатуру", "Show the keyboard"],
  start: ["БАСТАУ", "СТАРТ", "START"],
  system: ["Жүйедегідей", "Как в системе", "As the system"],
  theme: ["Көрініс", "Оформление", "Appearance"],
  title: ["Атауы", "Название", "Title"],
  toBottom: ["Соңғы хабарламаға", "К последнему сообщению", "To the newest message"],
  today: ["Бүгін", "Сегодня", "Today"],
  topicClosed: ["Тақырып жабылды", "Тема закрыта", "Topic closed"],
  topicCreated: ["«{a}» тақырыбы ашылды", "Создана тема «{a}»", "Topic “{a}” created"],
  topicReopened: ["Тақырып қайта ашылды", "Тема открыта снова", "Topic reopened"],
  allTopics: ["Барлығы", "Все", "All"],
  transcript: ["Мәтін түрінде", "Показать текстом", "Show as text"],
  typing: ["жазып жатыр", "печатает", "typing"],
  unblock: ["Бұғаттан шығару", "Разблокировать", "Unblock"],
  unread: ["{n} оқылмаған", "непрочитанных: {n}", "{n} unread"],
  unsupported: ["Бұл хабарлама көрсетілмейді", "Это сообщение не показать", "This message cannot be shown"],
  upgrade: ["Супертопқа айналдыру", "Превратить в супергруппу", "Upgrade to a supergroup"],
  username: ["Пайдаланушы аты", "Имя пользователя", "Username"],
  video: ["Бейне", "Видео", "Video"],
  voice: ["Дауыстық хабарлама", "Голосовое сообщение", "Voice message"],
  voters: ["{n} дауыс", "голосов: {n}", "votes: {n}"],
  webApp: ["Қосымша", "Приложение", "App"],
  whatCan: ["Бұл бот не істей алады?", "Что умеет этот бот?", "What can this bot do?"],
  withBot: ["Ботпен", "С ботом", "With the bot"],
  yesterday: ["Кеше", "Вчера", "Yesterday"],
  you: ["Сіз", "Вы", "You"],
};

const COUNTED = {
  members: {
    kk: { other: "{n} мүше" },
    ru: { one: "{n} участник", few: "{n} участника", other: "{n} участников" },
    en: { one: "{n} member", other: "{n} members" },
  },
  subscribers: {
    kk: { other: "{n} жазылушы" },
    ru: { one: "{n} подписчик", few: "{n} подписчика", other: "{n} подписчиков" },
    en: { one: "{n} subscriber", other: "{n} subscribers" },
  },
};

const ORDER = ["kk", "ru", "en"];
let current = "en";

export const language = () => current;

/** Takes the first supported code of those given, else English. */
export function setLanguage(...codes) {
  current = codes.map((code) => (code ?? "").slice(0, 2)).find((code) => ORDER.includes(code)) ?? "en";
  document.documentElement.lang = current;
}

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

/** The label in the current language, with `{name}` filled in from values. */
export function t(name, values = {}) {
  return fill(LABELS[name][ORDER.indexOf(current)], values);
}

/** A counted label: `counted("members", 3)`. */
export function counted(name, n) {
  const forms = COUNTED[name][current];
  // Browsers may lack Kazakh plural rules; a noun after a number is singular there anyway.
  const rule = current === "kk" ? "other" : new Intl.PluralRules(current).select(n);
  return fill(forms[rule] ?? forms.other, { n });
}

/** A day in words, with the year only when it is not this year's: "22 қараша", "November 22, 2025". */
export function dayInWords(date, now) {
  const month = MONTHS[current][date.getMonth()];
  const day = date.getDate();
  const sameYear = date.getFullYear() === now.getFullYear();
  if (current === "en") return sameYear ? `${month} ${day}` : `${month} ${day}, ${date.getFullYear()}`;
  if (current === "ru") return sameYear ? `${day} ${month}` : `${day} ${month} ${date.getFullYear()}`;
  return sameYear ? `${day} ${month}` : `${date.getFullYear()} жылғы ${day} ${month}`;
}
