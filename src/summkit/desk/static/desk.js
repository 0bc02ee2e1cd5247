"use strict";
// The page works without this file. With it, each change sends the form immediately, as the button
// would, and the changed parts of the answer replace those of the page.
(() => {
  const byId = (id) => document.getElementById(id);
  const say = (text) => { byId("status").textContent = text; };
  const form = document.querySelector("form[data-live]");
  if (!form) return;
  let sending = null;
  let pinned = "";

  // ---- sending the form ----
  async function send(extra) {
    sending?.abort();
    const mine = (sending = new AbortController());
    const data = new FormData(form);
    for (const [name, value] of Object.entries(extra ?? {})) data.set(name, value);
    const fresh = ["text", "address"].some((name) => (data.get(name) ?? "").trim()) || data.get("file")?.size;
    form.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(form.action, { method: "POST", body: data, signal: mine.signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (mine !== sending) return;
      complain(answer.ok ? "" : (page.querySelector(".failure") ?? page.querySelector(".standfirst"))?.textContent ?? `The desk answers ${answer.status}.`);
      if (!answer.ok) return; // the current page remains
      if (fresh || !byId("board") || !page.getElementById("board")) replaceAll(page);
      else replaceParts(page);
    } catch (error) {
      if (error.name !== "AbortError") complain("The desk does not answer. Is it still running?");
    } finally {
      if (mine === sending) form.removeAttribute("aria-busy");
    }
  }

  function complain(words) {
    form.querySelector(".failure[role=alert]")?.remove();
    if (!words) return;
    const line = document.createElement("p");
    line.className = "failure";
    line.setAttribute("role", "alert");
    line.textContent = words;
    const place = form.querySelector(".sources") ?? form;
    if (place !== form && place.offsetParent) place.before(line); // next to the field or file that was changed
    else form.prepend(line);
    line.scrollIntoView({ block: "nearest" });
    const file = form.querySelector("input[type=file]");
    if (file) file.value = ""; // so that the next change does not send the file again, and the same file can be chosen again
  }

  function replaceAll(page) {
    const made = page.querySelector("form[data-live]");
    form.replaceChildren(...made.childNodes);
    document.querySelector("footer").replaceWith(page.querySelector("footer")); // the page is new, so no position must be restored
    prepare();
    if (byId("board")) {
      say("Written.");
      activate("headline");
      scrollTo({ top: 0 });
      byId("main").focus({ preventScroll: true });
    }
  }

  function replaceParts(page) {
    const focused = document.activeElement?.id;
    const topOf = (id) => byId(id)?.getBoundingClientRect().top ?? 0;
    const before = focused ? topOf(focused) : 0;
    const open = new Map([...form.querySelectorAll("details[id]")].map((each) => [each.id, each.open]));
    for (const old of form.querySelectorAll("[data-swap]")) {
      const made = page.getElementById(old.id);
      if (!made) continue;
      if (old.id === "carried") old.value = made.value;
      else if (old.innerHTML !== made.innerHTML) {
        const top = old.scrollTop;
        old.replaceChildren(...made.childNodes);
        old.className = made.className;
        old.scrollTop = top;
      }
    }
    for (const [id, was] of open) byId(id)?.toggleAttribute("open", was);
    if (focused && document.activeElement?.id !== focused) byId(focused)?.focus({ preventScroll: true });
    prepare();
    // The element under the pointer keeps its position even if the text above it changes its length.
    if (focused && byId(focused) && cardOf(byId(focused))) scrollBy({ top: topOf(focused) - before, behavior: "instant" });
    say("Updated.");
  }

  function prepare() {
    for (const button of form.querySelectorAll(".copy")) button.hidden = false;
  }

  let waiting = 0;
  function soon(extra) {
    clearTimeout(waiting);
    waiting = setTimeout(() => send(extra), 70);
  }

  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (button?.hasAttribute("formaction")) return; // the button opens another page
    event.preventDefault();
    send(button?.name ? { [button.name]: button.value } : {});
  });

  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.requestSubmit();
  });

  form.addEventListener("input", (event) => {
    const field = event.target;
    if (field.type === "range") {
      form.querySelector(`output[for="${field.id}"]`).value = field.value;
      // Another length has other alternatives, so the best is selected again.
      for (const radio of form.querySelectorAll(`[name="pick-${field.id}"]`)) radio.checked = false;
      soon();
    } else if (field.matches("textarea.written")) count(field);
    else if (byId("board") && (field.type === "radio" || field.id === "candidates")) soon();
  });
  form.addEventListener("change", (event) => {
    if (event.target.type === "file" && event.target.files.length && !form.hasAttribute("data-waits")) send();
  });
  form.addEventListener("paste", (event) => {
    if (event.target.id === "text" && !event.target.value && !form.hasAttribute("data-waits")) setTimeout(send, 0);
  });

  // ---- counting the words of an edited text ----
  const words = (text, code) => {
    if (!("Segmenter" in Intl)) return text.split(/\s+/).filter(Boolean).length;
    let known = undefined;
    try { known = Intl.getCanonicalLocales(code); } catch { /* a code that no language has */ }
    return [...new Intl.Segmenter(known, { granularity: "word" }).segment(text)].filter((part) => part.isWordLike).length;
  };
  function count(field) {
    const { unit, most } = field.dataset;
    const line = byId(field.getAttribute("aria-describedby"));
    const number = words(field.value, field.lang);
    const characters = [...field.value].length;
    const size = unit === "characters" ? characters : unit === "words" ? number : null;
    const plural = number === 1 ? "word" : "words";
    line.textContent = size === null ? `${number} ${plural}` : `${size} of ${most} ${unit}` + (unit === "words" ? "" : `, ${number} ${plural}`);
    line.classList.toggle("over", size !== null && size > Number(most));
  }

  // ---- marking the words of a text under the pointer ----
  function activate(target, scroll = true) {
    const board = byId("board");
    if (!board || board.dataset.on === target) return;
    board.dataset.on = target;
    const first = board.querySelector(`mark.b-${target}`);
    const pane = byId("article");
    if (first && scroll && pane.scrollHeight > pane.clientHeight + 1) {
      const [mark, frame] = [first.getBoundingClientRect(), pane.getBoundingClientRect()];
      if (mark.top < frame.top + 24 || mark.bottom > frame.bottom - 24) {
        pane.scrollTo({ top: pane.scrollTop + mark.top - frame.top - frame.height / 3 });
      }
    }
  }
  const cardOf = (node) => node?.closest?.(".card")?.dataset.target;
  form.addEventListener("pointerover", (event) => { const target = cardOf(event.target); if (target) activate(target); });
  form.addEventListener("focusin", (event) => { const target = cardOf(event.target); if (target) { pinned = target; activate(target); } });
  form.addEventListener("pointerout", (event) => {
    if (pinned && cardOf(event.target) && !cardOf(event.relatedTarget)) activate(pinned, false);
  });

  // ---- copying ----
  form.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const field = byId(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      field.select();
      document.execCommand("copy");
    }
    const before = button.dataset.label ?? button.textContent;
    button.dataset.label = before;
    button.textContent = "Copied";
    say("Copied.");
    setTimeout(() => { button.textContent = before; }, 1500);
  });

  // ---- dropping a file anywhere ----
  const holdsFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    document.documentElement.classList.add("over");
  });
  addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) document.documentElement.classList.remove("over");
  });
  addEventListener("drop", (event) => {
    document.documentElement.classList.remove("over");
    const field = form.querySelector("input[type=file]");
    if (!holdsFiles(event) || !field) return;
    event.preventDefault();
    field.files = event.dataTransfer.files;
    if (field.files.length) send();
  });

  prepare();
  if (byId("board")) activate("headline");
})();
