import { parseReplayArgs } from './args'

const parse = (line: string) => parseReplayArgs(line.split(' ').filter(Boolean), '/here')

describe('parseReplayArgs', () => {
  it('understands a full line', () => {
    expect(parse('../f.csv --days 30 --speed 600× --json --state s --resume --live')).toEqual({
      file: '/f.csv',
      days: 30,
      speed: 600,
      json: true,
      live: true,
      resume: true,
      state: '/here/s',
    })
  })

  it('goes as fast as it can unless told', () => {
    expect(parse('f.csv').speed).toBeUndefined()
    expect(parse('f.csv --speed=max').speed).toBeUndefined()
    expect(parse('--speed=2.5x f.csv').speed).toBe(2.5)
  })

  it.each([
    ['', 'no file'],
    ['a b', 'one file'],
    ['f --days 0', 'whole number'],
    ['f --days', 'needs a value'],
    ['f --speed fast', 'max or a factor'],
    ['f --speed 0', 'max or a factor'],
    ['f --fast', 'unknown option --fast'],
    ['f --json=1', 'takes no value'],
    ['f --resume', 'needs --state'],
  ])('refuses %j', (line, message) => {
    expect(() => parse(line)).toThrow(message)
  })
})

test('without a file, --live shows the extract that comes with the project', () => {
  expect(parseReplayArgs(['--live'], '/somewhere').file).toMatch(/data.extract\.csv$/)
})
