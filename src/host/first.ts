import { constants } from 'node:os'
import { bindingPath } from '../engine/binding'
import { prepareTensorFlow } from '../engine/environment'

/** Loads the native TensorFlow binding, where there is one, before anything else loads its own LLVM. */
export function loadTensorFlowFirst(): void {
  prepareTensorFlow()
  const path = bindingPath()
  if (path !== undefined) process.dlopen({ exports: {} }, path, constants.dlopen.RTLD_NOW)
}
