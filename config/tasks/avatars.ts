/**
 * Faces of the demo neighbourhood: names of fluent-emoji-flat icons (MIT).
 * Residents get flora and fauna, so that nobody is drawn as a type of person; leaders get a face.
 */
export const RESIDENT_AVATARS = [
  'sunflower',
  'cat-face',
  'four-leaf-clover',
  'panda',
  'rabbit-face',
  'hibiscus',
  'tulip',
  'dog-face',
  'bear',
  'fox',
  'hamster',
  'koala',
  'tiger-face',
  'frog',
  'hatching-chick',
  'penguin',
  'owl',
  'whale',
  'turtle',
  'butterfly',
  'lady-beetle',
  'honeybee',
  'cherry-blossom',
  'rose',
  'cactus',
  'maple-leaf',
  'avocado',
  'strawberry',
  'snowman',
  'tangerine',
] as const

export const LEADER_AVATARS = [
  'woman-light',
  'man-light',
  'old-woman-light',
  'man-white-hair-light',
  'woman-white-hair-light',
  'man-beard-light',
  'woman-curly-hair-light',
  'woman-teacher-light',
  'woman-cook-light',
  'man-cook-light',
  'woman-farmer-light',
  'woman-office-worker-light',
  'man-office-worker-light',
] as const

export const AVATARS: readonly string[] = [...RESIDENT_AVATARS, ...LEADER_AVATARS]
