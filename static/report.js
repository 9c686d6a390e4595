// Writing a report: figures stand in the text as chips that can be moved and deleted but not overtyped.
// The text area below stays what is sent; without this script the marks are edited as plain text.
"use strict";

(() => {
  const form = document.querySelector("form[data-figures]");
  const area = form && form.elements[form.dataset.figures];
  if (!area) return;
  const marks = new Map(Object.entries(JSON.parse(form.dataset.said)));
  for (const code of document.querySelectorAll("code[data-mark]")) {
    if (!marks.has(code.dataset.mark)) marks.set(code.dataset.mark, code.dataset.reads);
  }
  const MARK = /\{[A-Z][0-9]{2}[a-z]?[^{}\n]*\}/g;
  const BLOCK = /^(P|DIV|LI)$/;
  const CARRIED = "text/x-report"; // a piece of the text with its marks, on the way from one place to another

  function chip(mark) {
    const one = document.createElement("span");
    one.className = "chip";
    one.contentEditable = "false";
    one.dataset.mark = mark;
    one.textContent = marks.get(mark) || mark;
    return one;
  }

  const editor = document.createElement("div");
  editor.className = "form-control editor";
  editor.contentEditable = "true";
  editor.setAttribute("role", "textbox");
  editor.setAttribute("aria-multiline", "true");
  const label = document.querySelector(`label[for="${area.id}"]`);
  editor.setAttribute("aria-label", label.textContent.trim());
  for (const name of ["aria-describedby", "aria-invalid", "lang"]) {
    if (area.hasAttribute(name)) editor.setAttribute(name, area.getAttribute(name));
  }

  function show(text) {
    editor.replaceChildren();
    for (const line of text.split("\n")) {
      const paragraph = document.createElement("p");
      let at = 0;
      for (const found of line.matchAll(MARK)) {
        paragraph.append(line.slice(at, found.index), chip(found[0]));
        at = found.index + found[0].length;
      }
      paragraph.append(line.slice(at));
      if (!line) paragraph.append(document.createElement("br"));
      editor.append(paragraph);
    }
  }

  // What the editor holds, as plain text with marks; whatever a browser or a paste put in is only text.
  function read(node) {
    if (node.nodeType === Node.TEXT_NODE) return node.textContent;
    if (node.dataset && node.dataset.mark) return node.dataset.mark;
    if (node.nodeName === "BR") return node.nextSibling ? "\n" : ""; // the last one only holds its line open
    const inside = [...node.childNodes].map(read).join("");
    if (!BLOCK.test(node.nodeName) || node === editor) return inside;
    const before = node.previousSibling;
    return `${before && !BLOCK.test(before.nodeName) ? "\n" : ""}${inside}\n`;
  }

  const keep = () => {
    area.value = read(editor).replace(/\n+$/, "");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  };

  editor.addEventListener("input", keep);
  // Where the next thing goes: the end of what is chosen, never inside of a chip; else the end of the text.
  function place() {
    const selection = document.getSelection();
    const range = selection.rangeCount ? selection.getRangeAt(0).cloneRange() : document.createRange();
    if (!editor.contains(range.endContainer)) range.selectNodeContents(editor.lastElementChild || editor);
    range.collapse(false);
    const within = (range.endContainer.parentElement || editor).closest(".chip") || range.endContainer;
    if (within.dataset && within.dataset.mark) range.setStartAfter(within);
    return range;
  }

  function stand(range) {
    range.collapse(false);
    editor.focus();
    document.getSelection().removeAllRanges();
    document.getSelection().addRange(range);
  }

  function after(one) {
    const range = document.createRange();
    range.setStartAfter(one);
    stand(range);
  }

  // Marks that were pasted become chips where they stand.
  function bind(text) {
    MARK.lastIndex = 0;
    const found = MARK.exec(text.textContent);
    if (!found) return;
    const mark = text.splitText(found.index);
    const rest = mark.splitText(found[0].length);
    const here = document.getSelection().focusNode === mark;
    const one = chip(found[0]);
    mark.replaceWith(one);
    if (here) after(one);
    bind(rest);
  }

  function bindAll() {
    const walker = document.createTreeWalker(editor, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(".chip")) texts.push(walker.currentNode);
    texts.forEach(bind);
  }

  function carry(event) {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const held = document.createElement("div");
    const range = selection.getRangeAt(0).cloneRange();
    const inside = range.startContainer.parentElement.closest(".chip");
    if (inside) range.setStartBefore(inside);
    held.append(range.cloneContents());
    event.clipboardData.setData(CARRIED, read(held).replace(/\n+$/, ""));
    event.clipboardData.setData("text/plain", selection.toString());
    event.preventDefault();
    if (event.type === "cut") document.execCommand("delete");
  }

  editor.addEventListener("copy", carry);
  editor.addEventListener("cut", carry);
  editor.addEventListener("paste", (event) => {
    event.preventDefault();
    const { focusNode } = document.getSelection();
    if (focusNode && (focusNode.parentElement || editor).closest(".chip")) stand(place());
    const text = event.clipboardData.getData(CARRIED) || event.clipboardData.getData("text/plain");
    document.execCommand("insertText", false, text);
    bindAll();
    keep();
  });
  // A click at a chip puts the caret behind it: writing goes on there, and Backspace takes the chip away.
  editor.addEventListener("click", (event) => {
    const one = event.target.closest(".chip");
    if (one) after(one);
  });
  label.addEventListener("click", () => editor.focus());
  for (const code of document.querySelectorAll("code[data-mark]")) {
    const add = document.createElement("button");
    add.type = "button";
    add.className = "btn btn-quiet";
    add.textContent = code.dataset.mark;
    add.addEventListener("click", () => {
      const range = place();
      const one = chip(code.dataset.mark);
      range.insertNode(one);
      after(one);
      keep();
    });
    code.replaceWith(add);
  }

  show(area.value);
  area.hidden = true;
  editor.id = area.id; // where a sentence about a mistake leads
  area.removeAttribute("id");
  area.after(editor);
})();
