// An answer: figures in columns, how they were found, and what to say next.
import { useEffect, useRef, useState } from 'react'

const FIGURES = new Set(['number', 'money', 'share', 'quantity', 'percent'])
const figures = new Intl.NumberFormat('en')

const shown = (value) => {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return figures.format(value)
  if (Array.isArray(value)) return value.map(shown).join(', ')
  if (typeof value === 'object') {
    return Object.entries(value).map(([name, inner]) => `${name}: ${shown(inner)}`).join(' · ')
  }
  return String(value)
}

// Document numbers, dates and codes do not break across lines; a moment may on a phone.
const SHORT = 14
const MOMENT = /^(since )?[A-Z][a-z]{2} \d{1,2} [A-Z][a-z]{2}(, \d\d:\d\d)?$/

function Cell({ column, value, first, empty }) {
  const text = shown(value)
  const whole = text.length <= SHORT ? 'nb' : MOMENT.test(text) ? 'moment' : undefined
  const side = FIGURES.has(column.kind) ? 'n' : whole
  if (first) return <th scope="row" className={side}>{text || empty}</th>
  return <td className={side} data-l={column.label}>{text}</td>
}

function Row({ columns, row, empty }) {
  return (
    <tr>
      {columns.map((column, i) => (
        <Cell key={column.name} column={column} value={row[column.name]} first={i === 0} empty={empty} />
      ))}
    </tr>
  )
}

function Table({ columns, rows, total, caption }) {
  const shape = `grid ${columns.length > 4 ? 'stack' : 'fit'}${columns.length > 6 ? ' dense' : ''}`
  return (
    <div className="sheet scroll">
      <table className={shape}>
        {caption && <caption className="sr">{caption}</caption>}
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.name} scope="col" className={FIGURES.has(column.kind) ? 'n' : undefined}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{rows.map((row, i) => <Row key={i} columns={columns} row={row} />)}</tbody>
        {total && <tfoot><Row columns={columns} row={total} empty="Total" /></tfoot>}
      </table>
    </div>
  )
}

function Evidence({ cut, evidence, by, sources, trace }) {
  if (!cut && !evidence && !by && !sources.length && !trace) return null
  const said = [cut, evidence, by].filter(Boolean).join(' · ')
  return (
    <div className="evidence">
      {(said || trace) && (
        <p>
          {said}{said && trace && ' · '}
          {trace && <a href={`/pages/trace/${trace}`} data-testid="trace">trace</a>}
        </p>
      )}
      {sources.length > 0 && (
        <details className="how">
          <summary>
            <svg className="i chev" viewBox="0 0 16 16" aria-hidden="true"><path d="M6 3.5L10.5 8 6 12.5" /></svg>
            show how
          </summary>
          {sources.map((source, i) => (
            <dl key={i} className="pairs">
              {Object.entries(source).map(([name, value]) => [
                <dt key={name}>{name}</dt>,
                <dd key={`${name} value`} className="code">{shown(value)}</dd>,
              ])}
            </dl>
          ))}
        </details>
      )}
    </div>
  )
}

// One question, its candidates, and the way out; the keys 1 to 9 choose while it has the focus.
function Candidates({ candidates, fresh, sendUserMessage }) {
  const box = useRef(null)
  const [chosen, setChosen] = useState(null)
  const neither = candidates.length

  useEffect(() => {
    const composer = document.getElementById('chat-input')
    if (fresh && !composer?.value) box.current.querySelector('button').focus({ preventScroll: true })
  }, [fresh])

  const choose = (i) => {
    if (chosen !== null) return
    if (i === neither) return window.countersign.compose('')
    setChosen(i)
    sendUserMessage(candidates[i].text)
  }
  const key = (event) => {
    const i = Number(event.key) - 1
    if (i >= 0 && i <= neither) { event.preventDefault(); choose(i) }
  }

  return (
    <div ref={box} className="cands" role="group" onKeyDown={key} data-testid="candidates">
      {candidates.map(({ label, detail }, i) => (
        <button key={i} type="button" className="b cand" onClick={() => choose(i)}
          disabled={chosen !== null} aria-pressed={chosen === i}>
          {label}{detail && <small>{detail}</small>}
          {i < 9 && <span className="k">{i + 1}</span>}
        </button>
      ))}
      <button type="button" className="b cand" onClick={() => choose(neither)}
        disabled={chosen !== null}>
        Neither. Let me say it again{neither < 9 && <span className="k">{neither + 1}</span>}
      </button>
    </div>
  )
}

export default function Answer({ props, sendUserMessage }) {
  const { kind, table, cut, evidence, by, sources = [], candidates = [], nearest = [] } = props
  const { notice, trace } = props
  const root = useRef(null)
  const [fresh, setFresh] = useState(false)
  useEffect(() => setFresh(window.countersign.arrive(root.current)), [])
  return (
    <div className="cs">
      <section ref={root} className="it" data-testid="answer" data-kind={kind}>
        {table && <Table {...table} />}
        <Evidence {...{ cut, evidence, by, sources, trace }} />
        {candidates.length > 0 && <Candidates {...{ candidates, fresh, sendUserMessage }} />}
        {nearest.length > 0 && (
          <div className="acts nearest" data-testid="nearest">
            {nearest.map((words) => (
              <button key={words} type="button" className="b b-small"
                onClick={() => window.countersign.compose(words)}>{words}</button>
            ))}
          </div>
        )}
        {notice && <p className="notice" role="status"><span aria-hidden="true">○</span>{notice}</p>}
      </section>
    </div>
  )
}
