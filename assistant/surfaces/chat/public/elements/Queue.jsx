// The queue: one sentence with one button and one for later, then what else waits, ranked.
import { useEffect } from 'react'

export default function Queue({ props, callAction }) {
  const { date_line, count = 0, lead, together, title, rank, rows = [], passed, empty, notice, who, outside,
    more = [], examples = [] } = props

  useEffect(() => {
    window.dispatchEvent(new CustomEvent('countersign:queue', { detail: { count, who, outside } }))
  }, [count, who, outside])

  // A page of the product may lead here with a draft to open, or with the wish to ask.
  useEffect(() => {
    const wish = decodeURIComponent(location.hash.slice(1))
    if (!wish) return
    history.replaceState(history.state, '', location.pathname)
    if (wish === 'ask') document.getElementById('chat-input')?.focus()
    else if (wish.startsWith('say=')) window.countersign.compose(wish.slice(4))
    else if (/^D-\d+$/.test(wish)) open(wish)
  }, [])

  const open = (draft) => callAction({ name: 'draft_open', payload: { draft_id: draft } })
  // What nobody has drafted begins with a sentence, which the person reads and sends.
  const act = (row) => (row.draft ? open(row.draft) : window.countersign.compose(row.says))

  return (
    <div className="cs desk" data-testid="queue" data-waiting={count}>
      {date_line && <p className="dateline">{date_line}</p>}
      {lead ? (
        <section className="first" aria-label="Most important">
          <h1 className="lead">{lead.sentence}</h1>
          {lead.detail && <p className="why">{lead.detail}</p>}
          {lead.because && <p className="small quiet">{lead.because}</p>}
          <div className="acts">
            <button type="button" className="b b-sign" onClick={() => act(lead)}>
              {lead.action_label}
            </button>
            {lead.later && (
              <button type="button" className="b" data-testid="not-now" title={lead.later}
                onClick={() => window.countersign.compose(lead.later)}>Not now</button>
            )}
            {together && (
              <button type="button" className="b" data-testid="together"
                onClick={() => callAction({ name: 'batch_open', payload: {} })}>{together}</button>
            )}
          </div>
        </section>
      ) : (
        <section className="first"><h1 className="lead">{empty}</h1></section>
      )}
      {rows.length > 0 && (
        <section aria-label={title || 'Also waiting for you'}>
          <h2 className="section-title">{title || 'Also waiting for you'}<span>{rank}</span></h2>
          <ol className="queue">
            {rows.map((row) => (
              <li key={row.n}>
                <button type="button" onClick={() => act(row)}>
                  <span className="rank">{row.n}</span>
                  <span className="what">{row.title}</span>
                  <span className="amt">{row.amount}</span>
                  <span className="why">{row.detail}</span>
                  <span className="due">{row.when}</span>
                </button>
              </li>
            ))}
          </ol>
        </section>
      )}
      {more.length > 0 && (
        <p className="small quiet more">There is more: {more.map((each) => (
          <button key={each.says} type="button" className="b b-small"
            onClick={() => window.countersign.compose(each.says)}>{each.says}</button>
        ))}</p>
      )}
      {passed && <p className="small quiet">{passed}</p>}
      {notice && <p className="notice" role="status"><span aria-hidden="true">○</span>{notice}</p>}
      {examples.length > 0 && (
        <div className="acts examples">
          {examples.map((words) => (
            <button key={words} type="button" className="b b-small"
              onClick={() => window.countersign.compose(words)}>{words}</button>
          ))}
        </div>
      )}
    </div>
  )
}
