// Writes the bounds that the npm package edtf 4.11.1 gives to a list of
// expressions, as a second opinion for oracle_test.go:
//
//	npm install edtf@4.11.1 && TZ=UTC node oracle.mjs > oracle.tsv
//
// Columns: expression, first second, last second. "error" stands for an
// expression it refuses, "null" for a bound it does not know.
import edtf from 'edtf'

const expressions = []
const add = (...list) => expressions.push(...list)

const years = ['0000', '0001', '0044', '0999', '1900', '1985', '2000', '2023', '2024', '9999', '-0001', '-0043', '-1985', '-9999']
for (const y of years) add(y, `${y}-01`, `${y}-02`, `${y}-12`, `${y}-02-28`, `${y}-06-30`, `${y}-12-31`)
add('Y170000002', 'Y-170000002', 'Y10000', 'Y-10000', 'Y270000', 'Y-17E7', 'Y17E3', '1950S2', 'Y171010000S3', 'Y3388E2S3')
for (let code = 21; code <= 41; code++) add(`2024-${code}`)

for (const x of ['201X', '20XX', '2XXX', 'XXXX', '0XXX', '00XX', '000X', '2X24', 'X024', '156X', '15XX', '1XXX', '-198X', '-19XX'])
  add(x, `${x}-12`, `${x}-12-25`, `${x}-XX`, `${x}-XX-XX`, `${x}-02-XX`)
add('2004-XX', '1985-04-XX', '1985-XX-XX', '1984-1X', '1984-0X', '1984-X1', '2023-02-2X', '2024-02-2X', '2024-04-3X', '2024-05-3X', '2024-05-0X', '2024-05-X5', '1985-XX-12')

for (const q of ['?', '~', '%'])
  add(`1984${q}`, `2004-06${q}`, `2004-06-11${q}`, `2004${q}-06-11`, `2004-06${q}-11`, `${q}2004-06-11`, `2004-${q}06-11`, `2004-06-${q}11`, `${q}1984`, `156X-12-25${q}`, `-1985${q}`)
add('?2004-06-~11', '2004?-06-~11', '2004-06~-11?', '?2004-06-04~', '2004-%06-~11')

add('2024-06-20T14:00:00Z', '2024-06-20T14:00:00', '2024-06-20T14:00Z', '2024-06-20T14:00-04:00', '2024-06-20T23:30:15-04:00', '2024-12-31T23:59:59-11:00', '2024-01-01T00:00:00+14:00', '2024-06-20T14:00+05:30', '1985-04-12T23:20:30+04')

const sides = ['1984', '1984-06', '2004-06-11', '2024-06-20', '2024?', '2024-06~', '198X', '2004-XX', '2004-06-XX', '-0043', '2024-06-20T14:00:00Z']
for (const a of sides) {
  add(`${a}/..`, `../${a}`, `${a}/`, `/${a}`)
  for (const b of sides) add(`${a}/${b}`)
}
add('[1667,1668,1670..1672]', '[..1760-12-03]', '[1760-12..]', '[1760-01,1760-02,1760-12..]', '[1667,1760-12]', '[..1984]', '{1667,1668,1670..1672}', '{1960,1961-12}', '{..1984}', '[2024-06-20..2024-06-25]', '{2024-06,2024-08}')
add('', '1943-13', '1943-02-30', '2023-02-29', '1900-02-29', '2024-00', '2024-06-31', '24-06-20', '99999', '2024-06-20T24:00:01Z', '2024-06-20T25:00', 'XXXX-02-30', '2024-42', '2024-20', '2024-21-01', 'Y2024', '-0000', '2004??', '[1667', '1985/1984/1983', '/', '../..', '..')

const show = ms => Number.isFinite(ms) ? new Date(ms).toISOString().replace('.000Z', '').replace('.999Z', '') : String(ms === null || ms === undefined ? null : ms)
for (const e of new Set(expressions)) {
  let line
  try {
    const d = edtf(e)
    line = [e, show(d.min), show(d.max)]
  } catch {
    line = [e, 'error', 'error']
  }
  console.log(line.join('\t'))
}
