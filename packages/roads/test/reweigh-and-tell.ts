import { openRegion, Reweigher } from '../src/index.ts'

// Gives all roads of a region another speed and tells the region's name, with nothing else to do meanwhile.
const [folder = ''] = process.argv.slice(2)

const reweigher = new Reweigher(await openRegion(folder))
const { info } = await reweigher.reweigh({
  profile: 'car',
  conditions: { changes: [{ id: 'slow', speedFactor: 0.5 }] },
  at: new Date(),
})
process.send?.(info.name)
