import { expect, type ElectronApplication } from '@playwright/test'
import { byKeyboard, damaged, damagePreferences, preferred, told } from '../desktop'
import { testInElectron } from '../shells'

testInElectron('what is preferred is found, done and kept', preferred)
testInElectron('damaged preferences are told of, not lost', damaged, damagePreferences)
testInElectron('the log, the guide, keys and licences are in the window', told)
testInElectron('from start to export by keyboard', (opened) => byKeyboard(opened, 'ControlOrMeta'))

const item = (app: ElectronApplication, wanted: string) =>
  app.evaluate(({ Menu }, id) => {
    const found = Menu.getApplicationMenu()?.getMenuItemById(id)
    return found && { label: found.label, enabled: found.enabled, checked: found.checked }
  }, wanted)
const choose = (app: ElectronApplication, wanted: string) =>
  app.evaluate(({ Menu }, id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.click(), wanted)

testInElectron('the menus do what the window can do now', async ({ studio, app }) => {
  const { page } = studio
  await expect.poll(() => item(app, 'go-new')).toEqual({ label: 'New run', enabled: true, checked: true })
  expect(await item(app, 'pause-resume')).toMatchObject({ label: 'Pause', enabled: false })
  await studio.startTiny('Told by menu', 100_000)
  await studio.expectStepAbove(0)
  await expect.poll(() => item(app, 'pause-resume')).toMatchObject({ label: 'Pause', enabled: true })
  await choose(app, 'pause-resume')
  await studio.expectState('Paused')
  await expect.poll(() => item(app, 'pause-resume')).toMatchObject({ label: 'Resume' })

  const chooser = page.waitForEvent('filechooser')
  await choose(app, 'import-data')
  expect((await chooser).isMultiple()).toBe(true)

  await choose(app, 'theme-dark')
  await expect.poll(() => app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark')
  await choose(app, 'stop-keep')
  await studio.expectState('Stopped')
  expect(await page.evaluate(() => Notification.permission)).toBe('granted')
})

testInElectron('the window opens as it was left', async (first) => {
  const state = (app: ElectronApplication) =>
    app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      return { ...window?.getNormalBounds(), zoom: window?.webContents.getZoomFactor() }
    })
  const wanted = { x: 40, y: 30, width: 1000, height: 640, zoom: 1.2 }
  await first.app.evaluate(({ BrowserWindow }, { zoom, ...bounds }) => {
    const [window] = BrowserWindow.getAllWindows()
    window?.setBounds(bounds)
    window?.webContents.setZoomFactor(zoom)
  }, wanted)
  await expect.poll(() => state(first.app)).toEqual(wanted)
  const { app, studio } = await first.reopen()
  await expect(studio.page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect.poll(() => state(app)).toEqual(wanted)
})
