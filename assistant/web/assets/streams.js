// Gradio's browser side opens a stream for the answers to its events, and the server closes it when all are answered.
// An event that is sent between that close and the browser's hearing of it would wait for an answer on no stream: a
// click that is lost. Here the stream is opened anew below the page, unless nothing is waited for; and where the page is
// being told of a close, the next event is answered when it has heard of it. Nor is a stream broken off that the server
// is about to end: it would drop what was sent in that moment.
// What people do is sent in the order in which they do it, each when the server has taken the one before: over several
// connections, the button that somebody pressed on leaving a cell could overtake what was written there.
(() => {
  const ask = window.fetch;
  const HEARD_MS = 50; // what was handed to the page before a timer was set is read before it rings
  const waiting = new Set(); // events that were sent and are not answered
  const early = new Set(); // events that were answered before the page learnt their number
  let heard = Promise.resolve(); // of the last close that the page was told of
  let taken = Promise.resolve(); // by the server: what somebody did last

  window.fetch = async (what, how) => {
    const path = new URL(what.url ?? what, location.href).pathname;
    if (path.endsWith("/queue/data")) return follow(what.url ?? what, what.headers);
    if (!path.endsWith("/queue/join")) return ask(what, how);
    const answer = await (isAct(how) ? inTurn(() => ask(what, how)) : ask(what, how));
    if (answer.ok) {
      const { event_id } = await answer.clone().json();
      if (!early.delete(event_id)) waiting.add(event_id);
      await heard;
    }
    return answer;
  };

  // What runs when the page opens is triggered by the page as a whole, whose number is 0.
  function isAct(how) {
    return typeof how?.body === "string" && Boolean(JSON.parse(how.body).trigger_id);
  }

  function inTurn(send) {
    const sent = taken.then(send);
    taken = sent.catch(() => {});
    return sent;
  }

  async function follow(address, headers) {
    const opened = () => ask(address, { headers });
    const first = await opened();
    if (!first.ok || !first.body) return first;
    let said = messages(first);
    const relayed = new ReadableStream({
      async pull(page) {
        try {
          const { done, value } = await said.next();
          if (done) return page.close();
          if (isClose(value)) {
            if (waiting.size) {
              said = messages(await opened());
              return this.pull(page);
            }
            heard = new Promise((go) => setTimeout(go, HEARD_MS));
          }
          page.enqueue(new TextEncoder().encode(value));
        } catch (error) {
          waiting.clear();
          page.error(error);
        }
      },
    });
    return new Response(relayed, { status: first.status, headers: first.headers });
  }

  async function* messages(answer) {
    if (!answer.ok) throw new Error(`stream: ${answer.status}`);
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const parts = (rest + value).split("\n\n");
      rest = parts.pop();
      for (const part of parts) {
        note(part);
        yield `${part}\n\n`;
      }
    }
  }

  function note(message) {
    if (!/"msg":\s*"process_completed"/.test(message.slice(0, 100))) return;
    const { event_id } = JSON.parse(message.slice("data:".length));
    if (!waiting.delete(event_id)) early.add(event_id);
  }

  const isClose = (message) => /"msg":\s*"close_stream"/.test(message.slice(0, 100));
})();
