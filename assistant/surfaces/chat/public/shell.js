// The shell around the conversation: theme, language, rail, and the few helpers the elements share.
(() => {
  if (!localStorage.getItem('vite-ui-theme')) localStorage.setItem('vite-ui-theme', 'system')
  const LONGEST_SENTENCE = 8000
  const stores = {}

  // Every pushed update makes an element anew; what a person was doing lives here instead.
  const store = (name, fresh) => (stores[name] ??= { ...fresh(), listeners: new Set() })

  // Words go into the composer and stay there: reading them is up to the person.
  const compose = (words) => {
    const box = document.getElementById('chat-input')
    if (!box) return
    const { set } = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')
    set.call(box, words)
    box.dispatchEvent(new Event('input', { bubbles: true }))
    box.focus()
    box.setSelectionRange(words.length, words.length)
  }

  // A new answer is read from its question on, not from its last line.
  const arrive = (node) => {
    const step = node?.closest('.step')
    const steps = document.querySelectorAll('.step')
    if (!step || step.dataset.arrived || step !== steps[steps.length - 1]) return false
    step.dataset.arrived = 'yes'
    let from = step
    for (let before = step.previousElementSibling; before; before = before.previousElementSibling) {
      if (before.dataset.stepType === 'assistant_message') break
      from = before
      if (before.dataset.stepType === 'user_message') break
    }
    // Not scrollIntoView: it would also move the frames around the conversation.
    const scroller = step.parentElement.parentElement
    scroller.scrollTop += from.getBoundingClientRect().top - scroller.getBoundingClientRect().top
    return true
  }

  window.countersign = { store, compose, arrive }

  const made = (tag, attributes, ...children) => {
    const node = Object.assign(document.createElement(tag), attributes)
    node.append(...children)
    return node
  }
  const mark = () => made('a', { className: 'mark', href: '/chat/' }, made('i', {}), 'Countersign')

  const afresh = (event) => {
    const button = document.getElementById('new-chat-button')
    if (!button) return
    event.preventDefault()
    button.click()
  }

  const ask = (event) => {
    const box = document.getElementById('chat-input')
    if (!box) return
    event.preventDefault()
    box.focus()
  }

  const rail = ({ links }) => {
    const count = made('span', { className: 'count' })
    const home = made('a', { href: '/chat/', onclick: afresh }, 'Waiting for you', count)
    const say = made('a', { href: '/chat/#ask', onclick: ask }, 'Ask')
    const items = [home, say, ...links.map(({ label, href }) => made('a', { href }, label))]
    const list = made('ul', {}, ...items.map((item) => made('li', {}, item)))
    const nav = made('nav', { ariaLabel: 'Main' }, list)
    return made('div', { className: 'cs cs-rail' }, mark(), nav)
  }

  const foot = () => made('div', { className: 'cs cs-foot' })
  const top = () => {
    const waiting = made('a', { href: '/chat/', onclick: afresh, className: 'waiting' })
    waiting.append('Waiting', made('span', { className: 'count' }))
    return made('div', { className: 'cs cs-top' }, mark(), waiting)
  }
  const enter = () => {
    const words = made('p', { className: 'lead' }, 'Nothing happens until somebody signs.')
    return made('div', { className: 'cs cs-enter' }, mark(), words)
  }
  const hint = (settings) => made('p', { className: 'cs cs-hint' }, settings.hint)

  let told = { count: '', who: '' }
  const tell = () => {
    for (const node of document.querySelectorAll('.cs .count')) node.textContent = told.count
    for (const node of document.querySelectorAll('.cs-foot')) node.textContent = told.who
  }
  window.addEventListener('countersign:queue', ({ detail }) => {
    told = { count: detail.count ? String(detail.count) : '', who: detail.who ?? '' }
    tell()
  })

  // The shell's own tree belongs to React; ours is put beside it, and again whenever it is gone.
  const place = (host, name, make, where = 'prepend') => {
    if (!host || host.querySelector(`:scope > .${name}`)) return
    host[where](make())
    tell()
  }
  const furnish = (settings) => {
    place(document.querySelector('[data-sidebar="header"]'), 'cs-rail', () => rail(settings))
    place(document.querySelector('[data-sidebar="sidebar"]'), 'cs-foot', foot, 'append')
    place(document.getElementById('header'), 'cs-top', top)
    const form = document.getElementById('password')?.closest('form')
    place(form, 'cs-enter', enter)
    if (settings.hint) place(form, 'cs-hint', () => hint(settings), 'append')
    const home = document.querySelector('.cs-rail nav a')
    const here = `${location.pathname.replace(/\/$/, '')}/`
    if (home) home.ariaCurrent = here === home.pathname ? 'page' : null
    const box = document.getElementById('chat-input')
    if (box && box.maxLength !== LONGEST_SENTENCE) box.maxLength = LONGEST_SENTENCE
  }

  document.addEventListener('DOMContentLoaded', async () => {
    document.documentElement.lang = 'en'
    const settings = await (await fetch('/chat/public/rail.json')).json()
    let due = false
    const soon = () => {
      if (due) return
      due = true
      requestAnimationFrame(() => { due = false; furnish(settings) })
    }
    new MutationObserver(soon).observe(document.body, { childList: true, subtree: true })
    soon()
  })
})()
