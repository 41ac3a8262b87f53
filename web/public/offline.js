// Shows the practice's phone where a page can't be reached, in place of the browser's own error. Everything else goes to the network as ever.
const KEPT = "anteroom-offline";
const STYLE = `body{background:var(--bg);color:var(--ink);display:grid;font:17px/1.5 system-ui,sans-serif;margin:0;min-height:100dvh;place-content:center}
main{display:grid;gap:16px;max-width:24rem;padding:24px}h1{font-size:28px;line-height:1.2;margin:0}p{color:var(--ink-2);margin:0}
a{border:1px solid var(--accent);border-radius:8px;color:var(--accent);font-weight:600;padding:12px;text-align:center;text-decoration:none}
a>span{white-space:nowrap}a.call{background:var(--accent);color:var(--on-accent)}`;

const plain = (text) => String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

async function words() {
  const kept = await (await caches.open(KEPT)).match("/offline-words");
  return kept && kept.json();
}

async function offline() {
  const said = await words();
  if (!said) return Response.error();
  const phone = said.phone && `<a class="call" href="tel:${plain(said.phone.replace(/[^+\d]/g, ""))}">${plain(said.call)} <span>${plain(said.phone)}</span></a>`;
  const colours = Object.entries(said.colours).map(([name, value]) => `--${name}:${value}`).join(";");
  const page = `<!doctype html><html lang="${plain(said.language)}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${plain(said.practice)}</title>
<style>:root{${plain(colours)}}${STYLE}</style><main><h1>${plain(said.title)}</h1><p>${plain(said.lead)}</p>${phone || ""}<a href="">${plain(said.again)}</a></main></html>`;
  const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  return new Response(page, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy } });
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("fetch", (event) => {
  if (event.request.mode === "navigate") event.respondWith(fetch(event.request).catch(offline));
});
