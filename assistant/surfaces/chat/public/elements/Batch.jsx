// The batch: every draft that waits in one table, one button for all, one result for each.
import { useEffect, useId, useRef, useState } from 'react'

const ASK_AGAIN_MS = 10000
const FOCUS_MS = 1500
const TONES = { waiting: '', waiting_for_other: 'status-flat', partly_signed: '', signed: 'status-done' }
const RESULTS = { done: 'status-done', care: 'status-care', stop: 'status-stop', flat: 'status-flat' }
const CARE = 'M8 2.2L14.4 13.4H1.6zM8 6.4v3.2M8 11.6v.1'

const Part = ({ label, tone = '', bleed, children }) => (
  <section className={`row ${tone}`}>
    <h4 className="label">{label}</h4>
    <div className={bleed ? 'body bleed' : 'body'}>{children}</div>
  </section>
)

const Result = ({ result, tone, why }) => (
  <>
    {result && <span className={`status ${RESULTS[tone] ?? ''}`}>{result}</span>}
    {why && <span className="sub">{why}</span>}
  </>
)

function Table({ batch, stake, title, open }) {
  const told = batch.some(({ result }) => result)
  return (
    <table className="lines" data-testid="batch-table">
      <caption className="sr">{title}</caption>
      <thead>
        <tr>
          <th scope="col">Draft</th><th scope="col" className="n">Amount</th>
          {told && <th scope="col">Result</th>}
        </tr>
      </thead>
      <tbody>
        {batch.map((row) => (
          <tr key={row.id} data-draft={row.id}>
            <th scope="row">
              <button type="button" className="open" onClick={() => open(row.id)}>{row.title}</button>
              <span className="sub">{[row.id, row.kind, row.note].filter(Boolean).join(' · ')}</span>
            </th>
            <td className="n" data-l={row.amount ? 'Amount' : undefined}>{row.amount}</td>
            {told && <td className={row.result ? 'wide came' : undefined} data-l={row.result ? 'Result' : undefined}><Result {...row} /></td>}
          </tr>
        ))}
      </tbody>
      {stake && (
        <tfoot>
          <tr>
            <th scope="row">{stake.note}</th>
            <td className="n">{stake.text}</td>
            {told && <td />}
          </tr>
        </tfoot>
      )}
    </table>
  )
}

export default function Batch({ props, callAction }) {
  const S = window.countersign.store(`batch ${props.id}`, () => ({ state: {} }))
  const [, redraw] = useState(0)
  const statusRef = useRef(null)
  const root = useRef(null)
  const title = useId()

  const pushed = JSON.stringify(props)
  if (S.pushed !== pushed) { S.pushed = pushed; S.fresh = null }
  const card = S.fresh ?? props
  const { batch = [], happens, cautions = [], stake } = card
  const { busy, told, lost } = S.state
  const drafts = batch.map(({ id }) => id)

  const set = (patch) => {
    Object.assign(S.state, patch)
    S.listeners.forEach((listener) => listener())
  }
  useEffect(() => {
    const listener = () => redraw((n) => n + 1)
    S.listeners.add(listener)
    return () => S.listeners.delete(listener)
  }, [])
  useEffect(() => { window.countersign.arrive(root.current) }, [])

  // After a click the focus goes to the result, unless somebody has moved on meanwhile.
  S.focusStatus = () => {
    const free = document.activeElement === document.body || root.current?.contains(document.activeElement)
    if (Date.now() < (S.focusUntil ?? 0) && free) statusRef.current?.focus({ preventScroll: true })
  }
  useEffect(() => { S.focusStatus() }, [card.status_word])

  const read = async () => {
    try {
      const answer = (await callAction({ name: 'batch_read', payload: { drafts } }))?.response
      if (!answer?.card) return
      S.fresh = answer.card
      set({ lost: null })
    } catch { /* still unknown: the next question comes in ten seconds */ }
  }
  useEffect(() => {
    if (!lost) return undefined
    const timer = setInterval(read, ASK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [lost])

  const sign = async () => {
    if (S.locked) return
    S.locked = true
    set({ busy: true, told: null })
    let answer
    try {
      const signings = batch.filter(({ included }) => included)
        .map(({ id, version, digest }) => ({ id, version, digest }))
      answer = (await callAction({ name: 'batch_sign', payload: { drafts, signings } }))?.response
    } catch { /* no answer is an unknown outcome, told below */ }
    S.locked = false
    if (!answer || answer.code === 'lost') {
      return set({ busy: false, lost: new Date().toTimeString().slice(0, 8) })
    }
    if (answer.card) S.fresh = answer.card
    S.focusUntil = Date.now() + FOCUS_MS
    set({ busy: false, told: { text: answer.message, bad: !answer.ok } })
    return requestAnimationFrame(() => S.focusStatus())
  }

  const open = (draft) => callAction({ name: 'draft_open', payload: { draft_id: draft } })
  const state = lost ? 'unknown' : card.status

  return (
    <div className="cs">
      <article ref={root} className="card" data-status={state} data-state={state} aria-labelledby={title}
        aria-busy={!!busy} data-testid="batch">
        <div className="card-in">
          <header className="row row-head">
            <p className="label">{card.kind}</p>
            <div className="body">
              <h3 className="card-title" id={title}>{card.title}</h3>
              <div className="card-side">
                <span ref={statusRef} className={`status ${lost ? 'status-open' : TONES[card.status] ?? ''}`}
                  role="status" tabIndex={-1} data-testid="batch-status">
                  {lost ? 'Checking' : card.status_word}
                </span>
                {stake && <p className="stake">{stake.text}<small>{stake.note}</small></p>}
              </div>
            </div>
          </header>
          <Part label="Drafts" bleed><Table {...{ batch, stake, open }} title={card.title} /></Part>
          {lost ? (
            <Part label="Unknown">
              <p>Your signatures were sent at {lost} and no answer came back. <b>Each of them may or may not
                be recorded.</b> This card asks again every 10 seconds; signing again is safe, because a draft
                is recorded at most once.</p>
            </Part>
          ) : happens?.items.length > 0 && (
            <Part label={happens.title}>
              <ol className="cons">
                {happens.items.map(({ sentence, function: by }, i) => (
                  <li key={i}><span>{sentence}</span><span className="fn">{by}</span></li>
                ))}
              </ol>
              {happens.more && <p className="small quiet more">{happens.more}</p>}
            </Part>
          )}
          {!lost && cautions.length > 0 && (
            <Part label="Look first" tone="row-care">
              <ul className="flags">
                {cautions.map(({ bold, text, source }, i) => (
                  <li key={i}>
                    <svg className="i" viewBox="0 0 16 16" aria-hidden="true"><path d={CARE} /></svg>
                    <p><b>{bold}</b> {text} <span className="small quiet">{source}</span></p>
                  </li>
                ))}
              </ul>
            </Part>
          )}
          {(lost || card.may_sign || told?.text || card.footer) && (
            <footer className="row">
              <h4 className="label">{card.may_sign ? 'Sign' : 'Signed'}</h4>
              <div className="body">
                {(lost || card.may_sign) && (
                  <div className="acts acts-sign">
                    {lost ? <button type="button" className="b" onClick={read}>Ask again now</button> : (
                      <button type="button" className="b b-sign" disabled={!!busy} onClick={sign}
                        data-testid="sign-batch">{card.sign_label}</button>
                    )}
                  </div>
                )}
                {told?.text && (
                  <p className="outcome" role={told.bad ? 'alert' : 'status'}>{told.text}</p>
                )}
                {card.footer && <div className="hands"><p className="quiet">{card.footer}</p></div>}
              </div>
            </footer>
          )}
        </div>
      </article>
    </div>
  )
}
