// For browsers so old that they can't read the pages' own scripts, and so can't say it themselves: written for them, in both languages.
(function () {
  if ("noModule" in document.createElement("script") && Object.hasOwn && Array.prototype.at) return;
  var french = /^fr/.test(navigator.language || "");
  var notice = document.createElement("div");
  notice.setAttribute("role", "alert");
  notice.style.cssText = "font:17px/1.5 sans-serif;margin:0 auto;max-width:26rem;padding:24px";
  function say(tag, text, address) {
    var element = document.createElement(tag);
    element.textContent = text;
    if (address) { element.href = address; element.rel = "noreferrer"; element.style.cssText = "display:inline-block;font-weight:600;margin-right:24px;padding:12px 0"; }
    notice.appendChild(element);
  }
  document.documentElement.lang = french ? "fr" : "en";
  say("h1", french ? "Ce navigateur est trop ancien" : "This browser is too old");
  say("p", french ? "Ces pages et la vid\u00e9o en demandent un d\u2019aujourd\u2019hui. Mettez-le \u00e0 jour, ou prenez-en un autre\u00a0:" : "These pages and the video need one of today. Update it, or get another:");
  say("a", "Chrome", "https://www.google.com/chrome/");
  say("a", "Edge", "https://www.microsoft.com/edge/download");
  document.body.insertBefore(notice, document.body.firstChild);
})();
