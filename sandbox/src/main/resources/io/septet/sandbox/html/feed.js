"use strict";

// Posts and their numbers appear by themselves; the place one reads at stays.
setInterval(async () => {
  if (document.hidden) return;
  try {
    const answer = await fetch(location.href);
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("posts");
    const shown = document.getElementById("posts");
    if (fresh && fresh.innerHTML !== shown.innerHTML) shown.replaceChildren(...fresh.childNodes);
  } catch {
    // The sandbox is away for a moment; the next turn asks again.
  }
}, 3000);
