// Asking the server: the answer as it comes, sentence by sentence (server-sent events over POST).

const SILENCE = 60_000; // Milliseconds without a word, not even the server's own sign of life, after which it is gone.

class Trouble extends Error {
  // kind is one of "offline", "away" (no contact), "cut" (gone on the way) and "said", where the server says what is wrong.
  constructor(kind, detail = "") {
    super(kind);
    Object.assign(this, { kind, detail });
  }
}

const headers = (lang) => ({ "Content-Type": "application/json", "Accept-Language": lang });

// The answer to a request, or the Trouble with it. An abort is thrown on as it is.
const fetched = async (url, options) => {
  let response;
  try {
    response = await fetch(url, { ...options, credentials: "same-origin", redirect: "error" });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Trouble(navigator.onLine ? "away" : "offline");
  }
  if (response.ok) return response;
  const problem = await response.json().catch(() => ({}));
  throw new Trouble("said", typeof problem.detail === "string" ? problem.detail : "");
};

// Calls told(event, data) for every event until the stream ends.
const listened = async (response, alive, told) => {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    alive();
    const events = (rest + value).split(/\r?\n\r?\n/);
    rest = events.pop();
    for (const each of events) {
      const field = (name) =>
        each.split(/\r?\n/).filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).trim());
      const data = field("data").join("\n");
      if (data) told(field("event")[0], JSON.parse(data));
    }
  }
};

// The whole Answer; sentences go to onSentence as they come. Throws Trouble, or an AbortError where `stopped` says so.
const ask = async (api, lang, body, stopped, onSentence) => {
  const silence = new AbortController();
  let timer;
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), SILENCE);
  };
  alive();
  let answer;
  try {
    const response = await fetched(`${api}/api/ask/stream`, {
      method: "POST",
      headers: headers(lang),
      body: JSON.stringify(body),
      signal: AbortSignal.any([stopped, silence.signal]),
    });
    await listened(response, alive, (event, data) => {
      if (event === "sentence") onSentence(data);
      else if (event === "done") answer = data;
      else if (event === "error") throw new Trouble("said", data.detail);
    });
  } catch (error) {
    if (stopped.aborted || error instanceof Trouble) throw error;
    throw new Trouble(navigator.onLine ? "cut" : "offline");
  } finally {
    clearTimeout(timer);
  }
  if (!answer) throw new Trouble("cut");
  return answer;
};
