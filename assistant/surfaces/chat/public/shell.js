// The shell around the conversation: theme, language, rail, and the few helpers the elements share.
(() => {
  if (!localStorage.getItem('vite-ui-theme')) localStorage.setItem('vite-ui-theme', 'system')
  const LONGEST_SENTENCE = 8000
  const UNSEEN_MS = 50 // A page out of sight has no frames, and must answer all the same.
  const stores = {}

  // The same draft may stand twice in one conversation; what a person was doing lives here, once.
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

  // What arrives within one frame is drawn at once: to the shell each word is a reason to draw.
  const Line = WebSocket
  window.WebSocket = class extends Line {
    set onmessage(hear) {
      let heard = []
      const tell = () => heard.splice(0).forEach((event) => hear.call(this, event))
      super.onmessage = (event) => {
        if (heard.push(event) > 1) return
        requestAnimationFrame(tell)
        setTimeout(tell, UNSEEN_MS)
      }
    }
  }

  // Every element asks for its source; the page needs each source once.
  const sources = {}
  const source = async (api, name) => {
    sources[name] ??= api.get(`/public/elements/${name}.jsx`).then((answer) => answer.text())
    sources[name].catch(() => delete sources[name])
    return new Response(await sources[name])
  }

  // The shell would compile an element, and so make it anew, whenever anything on the page moves.
  // Ours is compiled once, and drawn again only when its own properties change.
  const kinds = {}
  let latest
  const callAction = (action) => latest.callAction(action)
  const sendUserMessage = (words) => latest.sendUserMessage(words)
  const drawn = ({ code, scope }, compile) => {
    const { createElement, memo } = scope.import.react
    latest = scope
    kinds[code] ??= memo(compile({ code, scope }).type)
    return createElement(kinds[code], { props: scope.props, callAction, sendUserMessage })
  }

  // A message is drawn again when it or a part of its own has changed, not with every other one.
  const within = (message, id) => message.id === id
    || (message.steps ?? []).some((step) => within(step, id))
  const parts = ({ message, elements }) => elements.filter(({ forId }) => within(message, forId))
  const alike = (was, is) => was.length === is.length && was.every((one, i) => one === is[i])
  const unmoved = (was, is) => Object.keys(is).every((name) => was[name] === is[name]
    || (name === 'elements' && alike(parts(was), parts(is))))
  const still = ({ memo }) => (message) => memo(message, unmoved)

  window.countersign = { store, compose, arrive, source, drawn, still }

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
    const items = [home, say, ...links.map(({ label, href }) => made('a', { href, className: 'inside' }, label))]
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
    // How the house works is for those who work in it: to a customer these ways are closed.
    const outside = sessionStorage.getItem('countersign:outside') === 'yes'
    for (const node of document.querySelectorAll('.cs .inside')) node.parentElement.hidden = outside
  }
  window.addEventListener('countersign:queue', ({ detail }) => {
    sessionStorage.setItem('countersign:outside', detail.outside ? 'yes' : 'no')
    told = { count: detail.count ? String(detail.count) : '', who: detail.who ?? '' }
    tell()
  })

  // The shell's own tree belongs to React; ours is put beside it, and again whenever it is gone.
  const place = (host, name, make, where = 'prepend') => {
    if (!host || host.querySelector(`:scope > .${name}`)) return
    host[where](make())
    tell()
  }

  // What the sheet must reach and the shell has no name for: where to start, how far up, our name.
  const PARTS = [
    ['.step', 1, 'conversation'], ['#message-composer', 2, 'composer'],
    ['form', 0, 'sign-in'], ['[data-part="sign-in"]', 1, 'slip'],
    ['[data-part="slip"]', 2, 'threshold'], ['[data-part="threshold"]', 1, 'entrance'],
  ]
  const up = (node, levels) => (levels && node ? up(node.parentElement, levels - 1) : node)
  const name = () => {
    const entering = document.getElementById('password')
    for (const [from, levels, part] of entering ? PARTS.slice(2) : PARTS.slice(0, 2)) {
      const node = up(document.querySelector(from), levels)
      if (node && node.dataset.part !== part) node.dataset.part = part
    }
    const refused = entering?.form?.querySelector(':scope > .alert')
    document.body.toggleAttribute('data-refused', Boolean(refused))
  }

  // Buttons that show only a picture, and what they are called.
  const CALLED = {
    '#chat-input': 'Ask, or say what happened', '#chat-submit': 'Send',
    '#upload-button': 'Attach an invoice, a delivery note or a photo', '#stop-button': 'Stop reading',
    '#user-nav-button': 'Signed in, sign out', '#sidebar-trigger-button': 'Conversations',
    '#search-chats-button': 'Search in conversations',
    '.positive-feedback-off': 'This helped', '.positive-feedback-on': 'This helped, taken back',
    '.negative-feedback-off': 'This did not help', '.negative-feedback-on': 'This did not help, taken back',
    '.message-content ~ .flex-wrap > button': 'Copy this answer',
  }
  const call = () => {
    const nameless = `:is(${Object.keys(CALLED).join()}):not([aria-label])`
    for (const node of document.querySelectorAll(nameless)) {
      node.ariaLabel = Object.entries(CALLED).find(([where]) => node.matches(where))[1]
      if (node.role === 'presentation') node.role = 'button'
    }
  }

  const furnish = (settings) => {
    call()
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
    new MutationObserver(name).observe(document.body, { childList: true, subtree: true })
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
