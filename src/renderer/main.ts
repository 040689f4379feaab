import { mount } from 'svelte'
import App from './App.svelte'
import { connect } from './connect'
import { App as State } from './state/app.svelte'

const target = document.getElementById('app')
if (!target) throw new Error('index.html has no #app')
mount(App, {
  target,
  props: { opening: connect().then((connection) => State.open(connection, window.easel)) },
})
