;; tile = PᵀQ for two packed panels, P depth x 4 and Q depth x 4, all float64: the innermost loop of the CPU engine's products.
;; Each of the tile's sixteen elements is a plain sum in the order of the depth, a product rounded before it is added, as
;; scriptPanels.ts sums: the same bits. Two columns lie in one vector. Of the tiles from 2x8 to 12x2, 4x4 was the fastest in V8:
;; its eight vectors of sums leave registers to the operands.
;; `npm run wat` writes the binary of this file into multiplyPanelsModule.ts.
(module
  (import "panels" "memory" (memory 1))
  ;; Addresses in bytes; depth is at least 1.
  (func (export "multiply") (param $tile i32) (param $p i32) (param $q i32) (param $depth i32)
    (local $end i32)
    ;; Columns 0 and 1, and 2 and 3, of a row of Q; one element of P, twice.
    (local $left v128) (local $right v128) (local $element v128)
    ;; Rows of the tile, their left and right halves.
    (local $l0 v128) (local $r0 v128)
    (local $l1 v128) (local $r1 v128)
    (local $l2 v128) (local $r2 v128)
    (local $l3 v128) (local $r3 v128)
    (local.set $end (i32.add (local.get $p) (i32.mul (local.get $depth) (i32.const 32))))
    (loop $next
      (local.set $left (v128.load (local.get $q)))
      (local.set $right (v128.load offset=16 (local.get $q)))

      (local.set $element (v128.load64_splat (local.get $p)))
      (local.set $l0 (f64x2.add (local.get $l0) (f64x2.mul (local.get $element) (local.get $left))))
      (local.set $r0 (f64x2.add (local.get $r0) (f64x2.mul (local.get $element) (local.get $right))))

      (local.set $element (v128.load64_splat offset=8 (local.get $p)))
      (local.set $l1 (f64x2.add (local.get $l1) (f64x2.mul (local.get $element) (local.get $left))))
      (local.set $r1 (f64x2.add (local.get $r1) (f64x2.mul (local.get $element) (local.get $right))))

      (local.set $element (v128.load64_splat offset=16 (local.get $p)))
      (local.set $l2 (f64x2.add (local.get $l2) (f64x2.mul (local.get $element) (local.get $left))))
      (local.set $r2 (f64x2.add (local.get $r2) (f64x2.mul (local.get $element) (local.get $right))))

      (local.set $element (v128.load64_splat offset=24 (local.get $p)))
      (local.set $l3 (f64x2.add (local.get $l3) (f64x2.mul (local.get $element) (local.get $left))))
      (local.set $r3 (f64x2.add (local.get $r3) (f64x2.mul (local.get $element) (local.get $right))))

      (local.set $q (i32.add (local.get $q) (i32.const 32)))
      (local.set $p (i32.add (local.get $p) (i32.const 32)))
      (br_if $next (i32.lt_u (local.get $p) (local.get $end)))
    )
    (v128.store (local.get $tile) (local.get $l0))
    (v128.store offset=16 (local.get $tile) (local.get $r0))
    (v128.store offset=32 (local.get $tile) (local.get $l1))
    (v128.store offset=48 (local.get $tile) (local.get $r1))
    (v128.store offset=64 (local.get $tile) (local.get $l2))
    (v128.store offset=80 (local.get $tile) (local.get $r2))
    (v128.store offset=96 (local.get $tile) (local.get $l3))
    (v128.store offset=112 (local.get $tile) (local.get $r3))
  )
)
