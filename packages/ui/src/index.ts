export { Badge, MeaningIcon, type BadgeProps, type Meaning } from './badge.tsx'
export { Button, buttonClass, type ButtonProps, type ButtonVariant } from './button.tsx'
export { Checkbox, type CheckboxProps } from './checkbox.tsx'
export { classNames } from './class-names.ts'
export {
  CommandPalette,
  type CommandPaletteProps,
  type PaletteGroup,
  type PaletteItem,
} from './command-palette.tsx'
export { Dialog, type DialogProps } from './dialog.tsx'
export { EmptyState, type EmptyStateProps } from './empty-state.tsx'
export { ErrorState, type ErrorStateProps } from './error-state.tsx'
export { Field, type FieldControl, type FieldProps } from './field.tsx'
export {
  distanceParts,
  formatAge,
  formatBytes,
  formatDate,
  formatDistance,
  formatDuration,
  formatLocalTime,
  formatMoney,
  formatNumber,
  formatTime,
} from './format.ts'
export { IconButton, type IconButtonProps } from './icon-button.tsx'
export { controlClass, Input } from './input.tsx'
export { Kbd, keyNames } from './kbd.tsx'
export { Menu, type MenuItem, type MenuProps } from './menu.tsx'
export { Notice, type NoticeProps } from './notice.tsx'
export { NumberInput, type NumberInputProps } from './number-input.tsx'
export { NumberWithUnit } from './number-with-unit.tsx'
export { parseNumber } from './parse-number.ts'
export { parseTime } from './parse-time.ts'
export { Popover, type PopoverProps } from './popover.tsx'
export { Progress, type ProgressProps } from './progress.tsx'
export { routeColour, routeHex, routeHues, type RouteHue } from './route-hues.ts'
export { Segmented, type SegmentedProps } from './segmented.tsx'
export { Select, type SelectOption, type SelectProps } from './select.tsx'
export { Sheet, type SheetProps } from './sheet.tsx'
export { Skeleton, SkeletonRows } from './skeleton.tsx'
export { Spinner } from './spinner.tsx'
export { Table, Td, Th, Tr } from './table.tsx'
export { Tabs, type TabsProps } from './tabs.tsx'
export { TagInput, type TagInputProps } from './tag-input.tsx'
export { Textarea } from './textarea.tsx'
export { TimeInput, type TimeInputProps } from './time-input.tsx'
export { TimeRange } from './time-range.tsx'
export { toast, type ToastMessage } from './toast-store.ts'
export { Tooltip, type TooltipProps } from './tooltip.tsx'
export { UiProvider } from './ui-provider.tsx'
