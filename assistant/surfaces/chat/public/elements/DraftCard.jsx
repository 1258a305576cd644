// The draft card: places the strings of a CardView in their fixed order, and carries the clicks.
import { useEffect, useId, useRef, useState } from 'react'

const ASK_AGAIN_MS = 10000
const STALE_MS = 30000
const FOCUS_MS = 1500

const WORDS = {
  lines: 'Lines', item: 'Item', quantity: 'Quantity', amount: 'Amount', price: 'Price',
  record: 'Record', both: 'Before and after', change: 'Change', what: 'Consequence',
  redFlags: 'Red flags', origins: 'Origins', look: 'Look first', sign: 'Sign', signed: 'Signed',
  next: 'Next', edit: 'Edit', reject: 'Reject', undo: 'Undo', redraft: 'Draft again',
  save: 'Save as a new version', keep: 'Keep as it is', back: 'Back', by: 'by',
  reason: 'Why is it rejected?', result: 'Result', draft: 'Draft', changed: 'Changed',
  before: 'before', after: 'after', unknown: 'Unknown', checking: 'Checking', ask: 'Ask again now',
  sent: 'Your decision was sent at', noAnswer: 'and no answer came back.',
  maybe: 'It may or may not be recorded.',
  safe: 'This card asks again every 10 seconds; signing again is safe, because a draft is '
    + 'recorded at most once.',
  notYet: 'It was not recorded. You can decide again.',
  moved: 'This draft changed while you were editing. Please read it again.',
}

const TONES = {
  waiting: '', waiting_for_other: 'status-flat', partly_signed: '', read_again: 'status-care',
  signed: 'status-done', undone: 'status-flat', rejected: 'status-flat', expired: 'status-flat',
  superseded: 'status-flat', checking: 'status-open',
}
const PUT_AWAY = new Set(['undone', 'rejected', 'expired', 'superseded'])
const RESTING = { editing: false, rejecting: false, values: {}, reason: '' }

const ICONS = {
  cross: 'M4 4l8 8M12 4l-8 8',
  care: 'M8 2.2L14.4 13.4H1.6zM8 6.4v3.2M8 11.6v.1',
  stop: 'M5.2 1.8h5.6l3.4 3.4v5.6l-3.4 3.4H5.2l-3.4-3.4V5.2zM8 4.8v4M8 11v.1',
  undo: 'M5 3L2 6l3 3M2.2 6h7a3.9 3.9 0 010 7.8H5.5',
  again: 'M8 2.5a5.5 5.5 0 105.5 5.5',
}

// What a person has read; whatever is told about a card is told about one reading of it.
const readingOf = ({ version, status, digest }) => `${version} ${status} ${digest}`

const Icon = ({ name }) => (
  <svg className="i" viewBox="0 0 16 16" aria-hidden="true"><path d={ICONS[name]} /></svg>
)

const Part = ({ label, tone = '', bleed, children }) => (
  <section className={`row ${tone}`}>
    <h4 className="label">{label}</h4>
    <div className={bleed ? 'body bleed' : 'body'}>{children}</div>
  </section>
)

const Moved = ({ before, after, L }) => (
  <>
    <span className="before"><span className="sr">{L.before} </span>{before}</span>
    <span className="to" aria-hidden="true" />
    <span className="after"><span className="sr">{L.after} </span>{after}</span>
  </>
)

const Flags = ({ items, icon }) => (
  <ul className="flags">
    {items.map(({ bold, text, source }, i) => (
      <li key={i}>
        <Icon name={icon} />
        <p><b>{bold}</b> {text}{source && <span className="small quiet"> {source}</span>}</p>
      </li>
    ))}
  </ul>
)

function Head({ card, status, tone, ids, statusRef }) {
  const { kind, id, version, title, because, stake } = card
  return (
    <header className="row row-head">
      <p className="label">{kind}<span className="ref">{id} · v{version}</span></p>
      <div className="body">
        <h3 className="card-title" id={ids.title}>{title}</h3>
        {because && <p className="card-sub">{because}</p>}
        <div className="card-side">
          <span ref={statusRef} className={`status ${tone}`} role="status" tabIndex={-1}
            data-testid="draft-status">{status}</span>
          {stake && <p className="stake">{stake.text}{stake.note && <small>{stake.note}</small>}</p>}
        </div>
      </div>
    </header>
  )
}

function Happens({ happens, status, id }) {
  const { title, items, more } = happens
  if (status === 'read_again') {
    return (
      <Part label={title} tone="row-care">
        {items.map(({ sentence }, i) => <p key={i} className="say" id={i ? undefined : id}>{sentence}</p>)}
      </Part>
    )
  }
  const plain = items.length === 1 && !items[0].function
  return (
    <Part label={title}>
      {plain ? <p className="book" id={id}>{items[0].sentence}</p> : (
        <ol className="cons" id={id}>
          {items.map((item, i) => (
            <li key={i} className={item.changed ? 'changed' : undefined}>
              <span>{item.sentence}</span><span className="fn">{item.function}</span>
            </li>
          ))}
        </ol>
      )}
      {more && <p className="small quiet more">{more}</p>}
    </Part>
  )
}

// A figure that can be edited stands as an input in its own cell.
function Field({ field, values, set }) {
  const type = { number: 'text', money: 'text', date: 'date' }[field.type] ?? 'text'
  const inputMode = field.type === 'number' || field.type === 'money' ? 'decimal' : undefined
  return (
    <>
      <input className={inputMode ? 'in in-n' : 'in'} type={type} inputMode={inputMode}
        aria-label={field.label} name={field.path} defaultValue={values[field.path] ?? field.value}
        onChange={(event) => set(field.path, event.target.value)} />
      {field.unit && <span className="quiet"> {field.unit}</span>}
    </>
  )
}

// Word for word what leaves, with the breaks between its lines.
const Letter = ({ letter }) => (
  <Part label={letter.title}>
    <dl className="pairs">
      {letter.rows.flatMap(({ name, value }) => [
        <dt key={name}>{name}</dt>, <dd key={`${name} value`}>{value}</dd>,
      ])}
    </dl>
    <p className="letter">{letter.body.join('\n')}</p>
    {letter.file && <p className="small"><a href={letter.file.href}>{letter.file.name}</a></p>}
  </Part>
)

function Lines({ lines, input, L }) {
  const { title, rows, total, more } = lines
  const moves = rows.find((row) => row.moves?.label)?.moves
  const quantity = rows.some((row) => row.quantity)
  return (
    <Part label={title || L.lines} bleed>
      <table className="lines">
        <caption className="sr">{title || L.lines}</caption>
        <thead>
          <tr>
            <th scope="col">{L.item}</th>
            {moves && <th scope="col">{moves.label}</th>}
            {quantity && <th scope="col">{L.quantity}</th>}
            <th scope="col" className="n">{L.amount}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => {
            const count = input(`lines.${i}.quantity`)
            const price = input(`lines.${i}.price`)
            return (
              <tr key={i}>
                <th scope="row">{row.label}{row.ref && <span className="sub">{row.ref}</span>}</th>
                {moves && (
                  <td className="wide" data-l={moves.label}>
                    {row.moves?.label && <Moved before={row.moves.before} after={row.moves.after} L={L} />}
                  </td>
                )}
                {quantity && <td data-l={L.quantity}>{count ?? row.quantity}</td>}
                <td className="n" data-l={L.amount}>
                  {row.amount}
                  {(price || row.price) && <span className="sub">{price ?? row.price}</span>}
                </td>
              </tr>
            )
          })}
        </tbody>
        {total && (
          <tfoot>
            <tr>
              <th scope="row" colSpan={1 + (moves ? 1 : 0) + (quantity ? 1 : 0)}>{total.label}</th>
              <td className="n" data-testid="draft-total">{total.amount}</td>
            </tr>
          </tfoot>
        )}
      </table>
      {more && <p className="small quiet more">{more}</p>}
    </Part>
  )
}

const Balances = ({ balances, L }) => (
  <Part label={balances.title} bleed>
    <table className="lines">
      <caption className="sr">{balances.title}</caption>
      <thead>
        <tr>
          <th scope="col">{L.record}</th><th scope="col">{L.both}</th>
          <th scope="col" className="n">{L.change}</th>
        </tr>
      </thead>
      <tbody>
        {balances.rows.map((row, i) => (
          <tr key={i}>
            <th scope="row">{row.label}{row.ref && <span className="sub">{row.ref}</span>}</th>
            <td className="wide" data-l={L.both}><Moved before={row.before} after={row.after} L={L} /></td>
            <td className="n" data-l={L.change}>{row.change}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </Part>
)

const Compare = ({ compare, L }) => (
  <Part label={compare.title} bleed>
    <table className="lines compare">
      <caption className="sr">{compare.title}</caption>
      <thead>
        <tr>
          <th scope="col">{L.what}</th><th scope="col">{compare.read}</th>
          <th scope="col">{compare.now}</th>
        </tr>
      </thead>
      <tbody>
        {compare.rows.map((row, i) => (
          <tr key={i}>
            <th scope="row">{row.what}</th>
            <td className="wide" data-l={compare.read}>{row.read}</td>
            <td className="wide" data-l={compare.now}>
              <span className={row.same ? 'quiet' : 'after'}>{row.now}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </Part>
)

const Origins = ({ origins, L }) => (
  <Part label={L.origins}>
    <dl className="pairs">
      {origins.map(({ field, origin, tone, link }, i) => [
        <dt key={i}>{field}</dt>,
        <dd key={`${i} origin`}>
          <span className={tone === 'stop' ? 'o o-red' : tone === 'care' ? 'o care' : 'o'}>{link ? <a href={link}>{origin}</a> : origin}</span>
        </dd>,
      ])}
    </dl>
  </Part>
)

const Batch = ({ batch, L }) => (
  <Part label={L.result} bleed>
    <table className="lines">
      <caption className="sr">{L.result}</caption>
      <thead>
        <tr>
          <th scope="col">{L.draft}</th><th scope="col" className="n">{L.amount}</th>
          <th scope="col">{L.result}</th>
        </tr>
      </thead>
      <tbody>
        {batch.map(({ id, title, amount, result }) => (
          <tr key={id}>
            <th scope="row">{title}<span className="sub">{id}</span></th>
            <td className="n" data-l={L.amount}>{amount}</td>
            <td className="wide" data-l={L.result}>{result}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </Part>
)

function Signature({ signature, expires, L }) {
  const { state, name, note } = signature
  const line = { signed: 'sig-line signed', void: 'sig-line struck' }[state] ?? 'sig-line'
  const until = expires && `${L.by} ${expires}`
  const small = state === 'open' ? [name, note || until].filter(Boolean).join(' · ') : note
  return (
    <div className="sig">
      <div className={line}><Icon name="cross" />{state !== 'open' && <span>{name}</span>}</div>
      <small>{small}</small>
    </div>
  )
}

export default function DraftCard({ props, callAction }) {
  const S = window.countersign.store(`draft ${props.id}`, () => ({ state: { ...RESTING } }))
  const [, redraw] = useState(0)
  const statusRef = useRef(null)
  const root = useRef(null)
  const base = useId()

  // The answer to a click may arrive before the update that everybody gets.
  const pushed = JSON.stringify(props)
  if (S.pushed !== pushed) { S.pushed = pushed; S.fresh = null; S.readAt = Date.now() }
  const card = S.fresh ?? props
  const L = { ...WORDS, ...card.words }
  const { busy, told, lost, editing, rejecting, values, reason } = S.state
  const ids = { title: `${base}title`, happens: `${base}happens` }

  const set = (patch) => {
    Object.assign(S.state, patch)
    S.listeners.forEach((listener) => listener())
  }
  useEffect(() => {
    const listener = () => redraw((n) => n + 1)
    S.listeners.add(listener)
    return () => S.listeners.delete(listener)
  }, [])

  // After a decision the focus goes to the status, unless somebody has moved on meanwhile.
  S.focusStatus = () => {
    const free = document.activeElement === document.body || root.current?.contains(document.activeElement)
    if (Date.now() < (S.focusUntil ?? 0) && free) statusRef.current?.focus({ preventScroll: true })
  }

  const reading = readingOf(card)
  useEffect(() => {
    if (S.reading && S.reading !== reading) {
      const unasked = (S.state.editing || S.state.rejecting) && !S.locked
      set({ ...RESTING, lost: null, ...(unasked && { told: { text: L.moved, bad: true, reading } }) })
    }
    S.reading = reading
    S.focusStatus()
  }, [reading])

  useEffect(() => { window.countersign.arrive(root.current) }, [])

  const read = async () => {
    try {
      const answer = (await callAction({ name: 'draft_read', payload: { draft_id: card.id } }))?.response
      if (!answer?.card) return
      S.readAt = Date.now()
      S.fresh = answer.card
      set(S.state.lost ? { lost: null, told: { text: L.notYet, reading: S.reading } } : {})
    } catch { /* still unknown: the next question comes in ten seconds */ }
  }
  useEffect(() => {
    if (!lost) return undefined
    const timer = setInterval(read, ASK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [lost])
  useEffect(() => {
    const back = () => {
      if (document.visibilityState === 'visible' && Date.now() - S.readAt > STALE_MS) read()
    }
    document.addEventListener('visibilitychange', back)
    return () => document.removeEventListener('visibilitychange', back)
  }, [])

  const act = async (name, tag, payload = {}) => {
    if (S.locked) return
    S.locked = true
    set({ busy: tag, told: null })
    let answer
    try {
      const { id, version, digest } = card
      const whole = { draft_id: id, version, digest, ...payload }
      answer = (await callAction({ name, payload: whole }))?.response
    } catch { /* no answer is an unknown outcome, told below */ }
    S.locked = false
    if (!answer || answer.code === 'lost') {
      const at = new Date().toTimeString().slice(0, 8)
      set({ ...RESTING, busy: null, lost: at, told: answer && { text: answer.message, reading } })
      return
    }
    const own = answer.card?.id === card.id
    if (own) S.fresh = answer.card
    const saying = { text: answer.message, bad: !answer.ok, reading: own ? readingOf(answer.card) : reading }
    if (answer.ok && name === 'draft_decide') S.focusUntil = Date.now() + FOCUS_MS
    set({ ...(answer.ok && RESTING), busy: null, told: saying })
    requestAnimationFrame(() => S.focusStatus())
  }

  const fields = card.edit_fields ?? []
  const change = (path, value) => { S.state.values = { ...S.state.values, [path]: value } }
  const input = (path) => {
    const field = editing && fields.find((one) => one.path === path)
    return field ? <Field field={field} values={values} set={change} /> : undefined
  }
  const inLines = (path) => /^lines\.\d+\.(quantity|price)$/.test(path) && card.lines
  const apart = fields.filter(({ path }) => !inLines(path))
  const changes = () => Object.fromEntries(Object.entries(S.state.values).filter(
    ([path, value]) => value !== fields.find((field) => field.path === path)?.value))
  const save = () => {
    const wanted = changes()
    if (Object.keys(wanted).length) act('draft_edit', 'edit', { changes: wanted })
    else set({ ...RESTING })
  }

  const status = lost ? L.checking : card.status_word
  const tone = lost ? 'status-open' : TONES[card.status] ?? ''
  const quiet = PUT_AWAY.has(card.status)
  const look = lost ? 'unknown' : card.status === 'checking' ? 'unknown' : quiet ? 'expired' : card.status
  const foot = card.may_redraft && !card.signatures?.length ? L.next
    : card.status === 'signed' || quiet ? L.signed : L.sign

  return (
    <div className="cs">
      <article ref={root} className="card" data-status={look} aria-labelledby={ids.title}
        aria-describedby={ids.happens} aria-busy={!!busy} data-testid="draft-card"
        data-draft={card.id} data-state={lost ? 'unknown' : card.status} data-version={card.version}>
        <div className="card-in">
          <Head card={card} status={status} tone={tone} ids={ids} statusRef={statusRef} />
          {card.red_flags?.length > 0 && (
            <Part label={L.redFlags} tone="row-stop"><Flags items={card.red_flags} icon="stop" /></Part>
          )}
          {card.changed && (
            <Part label={card.changed.title || L.changed}>
              {card.changed.rows.map(({ what, before, now }, i) => (
                <p key={i} className="changed">{what} <Moved before={before} after={now} L={L} /></p>
              ))}
            </Part>
          )}
          {lost ? (
            <Part label={L.unknown}>
              <p id={ids.happens}>{L.sent} {lost} {L.noAnswer} <b>{L.maybe}</b> {L.safe}</p>
            </Part>
          ) : (
            <>
              {card.happens && <Happens happens={card.happens} status={card.status} id={ids.happens} />}
              {card.letter && <Letter letter={card.letter} />}
              {card.lines && <Lines lines={card.lines} input={input} L={L} />}
              {card.balances && <Balances balances={card.balances} L={L} />}
              {card.compare && <Compare compare={card.compare} L={L} />}
              {card.origins?.length > 0 && <Origins origins={card.origins} L={L} />}
              {card.batch && <Batch batch={card.batch} L={L} />}
              {editing && apart.length > 0 && (
                <Part label={L.edit}>
                  <div className="fields">
                    {apart.map((field) => (
                      <div key={field.path} className="field">
                        <span>{field.label}</span>
                        <Field field={field} values={values} set={change} />
                      </div>
                    ))}
                  </div>
                </Part>
              )}
              {card.cautions?.length > 0 && (
                <Part label={L.look} tone="row-care"><Flags items={card.cautions} icon="care" /></Part>
              )}
            </>
          )}
          <footer className="row">
            <h4 className="label">{foot}</h4>
            <div className="body">
              {!lost && card.why_not && <p className="say"><b>{card.why_not}</b></p>}
              {card.signatures?.length > 0 && (
                <div className="sigs">
                  {card.signatures.map((signature, i) => (
                    <Signature key={i} signature={signature} expires={card.expires} L={L} />
                  ))}
                </div>
              )}
              {rejecting && (
                <label className="field reason">
                  <span>{L.reason}</span>
                  <input className="in" name="reason" autoFocus defaultValue={reason}
                    onChange={(event) => set({ reason: event.target.value })} />
                </label>
              )}
              <div className="acts acts-sign">
                {lost ? (
                  <button type="button" className="b" onClick={read}><Icon name="again" />{L.ask}</button>
                ) : editing ? (
                  <>
                    <button type="button" className="b b-sign" disabled={!!busy} onClick={save}>{L.save}</button>
                    <button type="button" className="b b-quiet" onClick={() => set({ ...RESTING })}>{L.keep}</button>
                  </>
                ) : rejecting ? (
                  <>
                    <button type="button" className="b b-stop" disabled={!!busy || !reason.trim()}
                      onClick={() => act('draft_decide', 'reject', { decision: 'reject', reason: reason.trim() })}>
                      {L.reject}
                    </button>
                    <button type="button" className="b b-quiet" onClick={() => set({ ...RESTING })}>{L.back}</button>
                  </>
                ) : (
                  <>
                    {card.may_sign && (
                      <button type="button" className="b b-sign" disabled={!!busy} data-testid="sign"
                        onClick={() => act('draft_decide', 'sign', { decision: 'sign' })}>{card.sign_label}</button>
                    )}
                    {card.may_edit && fields.length > 0 && (
                      <button type="button" className="b" disabled={!!busy}
                        onClick={() => set({ ...RESTING, editing: true, told: null })}>{L.edit}</button>
                    )}
                    {card.may_undo && (
                      <button type="button" className="b" disabled={!!busy} onClick={() => act('draft_undo', 'undo')}>
                        <Icon name="undo" />{L.undo}
                      </button>
                    )}
                    {card.may_redraft && (
                      <button type="button" className="b" disabled={!!busy}
                        onClick={() => act('draft_redraft', 'redraft')}>{L.redraft}</button>
                    )}
                    {card.may_reject && (
                      <button type="button" className="b b-quiet" disabled={!!busy}
                        onClick={() => set({ ...RESTING, rejecting: true, told: null })}>{L.reject}</button>
                    )}
                  </>
                )}
              </div>
              {told?.text && told.reading === reading && (
                <p className={told.bad ? 'outcome stop' : 'outcome'} role={told.bad ? 'alert' : 'status'}>
                  {told.text}
                </p>
              )}
              <div className="hands">
                {card.hands && <p>{card.hands}</p>}
                {card.undo && <p>{card.undo}</p>}
                {card.footer && <p className="quiet">{card.footer}</p>}
              </div>
            </div>
          </footer>
        </div>
      </article>
    </div>
  )
}
