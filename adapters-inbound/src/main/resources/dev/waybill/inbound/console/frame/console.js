// What is live rests while nobody sees it, and is left alone while nothing in it changed.
(() => {
  'use strict';
  const last = new WeakMap();

  const isLive = (element) => element instanceof Element && element.hasAttribute('data-live');

  document.addEventListener('htmx:beforeRequest', (event) => {
    if (document.hidden && isLive(event.detail.elt)) {
      event.preventDefault();
    }
  });

  document.addEventListener('htmx:beforeSwap', (event) => {
    const element = event.detail.elt;
    if (!isLive(element)) {
      return;
    }
    const text = event.detail.xhr.responseText;
    if (last.get(element) === text) {
      event.detail.shouldSwap = false;
    }
    last.set(element, text);
  });

  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) {
      document.querySelectorAll('[data-live]').forEach((element) => window.htmx.trigger(element, 'seen'));
    }
  });

  // Whoever sees a mistake beside a field begins there.
  const wrong = document.querySelector('[aria-invalid="true"]');
  if (wrong instanceof HTMLElement) {
    wrong.focus();
  }
})();
