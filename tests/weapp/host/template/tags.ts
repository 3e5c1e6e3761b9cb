/** Elements a mini-program has of itself; any other must be a registered component. */
export const BUILT_IN = new Set(
  `ad ad-custom audio block button camera canvas channel-live channel-video checkbox checkbox-group cover-image cover-view
  editor form functional-page-navigator grid-view icon image input keyboard-accessory label list-view live-player
  live-pusher map match-media movable-area movable-view navigation-bar navigator official-account open-data page
  page-container page-meta picker picker-view picker-view-column progress radio radio-group rich-text root-portal
  scroll-view share-element slider slot span sticky-header sticky-section swiper swiper-item switch text textarea video
  view virtual voip-room web-view`.split(/\s+/),
)
