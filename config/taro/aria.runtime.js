import { mergeInternalComponents } from '@tarojs/shared'
import attributes from './aria.json'

// Data of elements is named by the place of an attribute in this list: it must be the list of the templates.
mergeInternalComponents(attributes)
