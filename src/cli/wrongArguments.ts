import { StudioError } from '../studio/api'

/** Arguments that are well formed but cannot be: found only when the data or the run is known. Exit code 2. */
export class WrongArguments extends StudioError {}
