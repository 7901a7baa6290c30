// What was done is written in the background, one act after the other, in the order in which it was done. The server
// counts each act once, however often it is told of it: one that got no answer is told again.
const AGAIN = [500, 1500, 4500] // milliseconds until the next try
const GATEWAY = [502, 503, 504] // a server that is starting anew
const LAST = 60_000 // bytes that a browser still sends for a page that was left

const pause = time => new Promise(over => setTimeout(over, time))
const size = body => [...body].reduce((sum, [name, value]) => sum + name.length + (value.size ?? value.length * 3) + 150, 0)
const token = () => JSON.parse(document.body.getAttribute("hx-headers"))["x-csrftoken"]

export class Outcomes {
  constructor(delayed) {
    this.delayed = delayed
    this.waiting = new Set()
    this.last = Promise.resolve()
    addEventListener("pagehide", this.leave = () => this.waiting.forEach(act => act.answer ??= this.post(act)))
  }

  stop() { removeEventListener("pagehide", this.leave) }

  // The answer of the server; null where it gave none.
  write(address, body) {
    const act = { address, body }
    this.waiting.add(act)
    return this.last = this.last.then(() => this.send(act)).finally(() => this.waiting.delete(act))
  }

  // All of it is written, or it has taken too long.
  settled(patience = 3000) { return Promise.race([this.last, pause(patience)]) }

  async send(act) {
    for (const wait of AGAIN) {
      const response = await (act.answer ??= this.post(act))
      if (response && !GATEWAY.includes(response.status)) return response
      this.delayed()
      await pause(wait)
      act.answer = null
    }
    return act.answer ??= this.post(act)
  }

  post({ address, body }) {
    const headers = { "HX-Request": "true", "Prefer": "return=minimal", "X-CSRFToken": token() }
    return fetch(address, { method: "POST", body, headers, keepalive: size(body) < LAST }).catch(() => null)
  }
}
