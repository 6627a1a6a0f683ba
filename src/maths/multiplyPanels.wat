;; C = PᵀQ for the packed panels of two blocks, all float64: the inner loops of the CPU engine's products. Panels are depth x 4.
;; Each element is a plain sum in the order of the depth, a product rounded before it is added, as scriptPanels.ts sums: the
;; same bits. Two columns lie in one vector. Of the tiles from 2x8 to 12x2, 4x4 was the fastest in V8: its eight vectors of sums
;; leave registers to the operands.
;; `npm run wat` writes the binary of this file into multiplyPanelsModule.ts.
(module
  (import "panels" "memory" (memory 1))
  ;; Addresses and the stride of C's rows in bytes; counts of panels and the depth are at least 1.
  (func (export "multiply")
    (param $c i32) (param $stride i32) (param $first_p i32) (param $first_q i32)
    (param $p_panels i32) (param $q_panels i32) (param $depth i32)
    ;; Bytes of a panel; where the panels of P and of Q end; the panel of Q; where the current panel of P ends.
    (local $panel i32) (local $last_p i32) (local $last_q i32) (local $this_q i32) (local $end i32)
    (local $p i32) (local $q i32)
    ;; Where the tile's rows begin; those of the first tile under each other.
    (local $column i32) (local $row i32)
    ;; Columns 0 and 1, and 2 and 3, of a row of Q; one element of P, twice.
    (local $left v128) (local $right v128) (local $element v128)
    ;; Rows of the tile, their left and right halves.
    (local $l0 v128) (local $r0 v128)
    (local $l1 v128) (local $r1 v128)
    (local $l2 v128) (local $r2 v128)
    (local $l3 v128) (local $r3 v128)
    (local.set $panel (i32.mul (local.get $depth) (i32.const 32)))
    (local.set $last_p (i32.add (local.get $first_p) (i32.mul (local.get $p_panels) (local.get $panel))))
    (local.set $last_q (i32.add (local.get $first_q) (i32.mul (local.get $q_panels) (local.get $panel))))
    (local.set $this_q (local.get $first_q))
    (local.set $column (local.get $c))
    (loop $next_q_panel
      (local.set $p (local.get $first_p))
      (local.set $row (local.get $column))
      (loop $next_p_panel
        (local.set $q (local.get $this_q))
        (local.set $end (i32.add (local.get $p) (local.get $panel)))
        (local.set $l0 (v128.const i64x2 0 0))
        (local.set $r0 (v128.const i64x2 0 0))
        (local.set $l1 (v128.const i64x2 0 0))
        (local.set $r1 (v128.const i64x2 0 0))
        (local.set $l2 (v128.const i64x2 0 0))
        (local.set $r2 (v128.const i64x2 0 0))
        (local.set $l3 (v128.const i64x2 0 0))
        (local.set $r3 (v128.const i64x2 0 0))
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
        (v128.store (local.get $row) (local.get $l0))
        (v128.store offset=16 (local.get $row) (local.get $r0))
        (local.set $row (i32.add (local.get $row) (local.get $stride)))
        (v128.store (local.get $row) (local.get $l1))
        (v128.store offset=16 (local.get $row) (local.get $r1))
        (local.set $row (i32.add (local.get $row) (local.get $stride)))
        (v128.store (local.get $row) (local.get $l2))
        (v128.store offset=16 (local.get $row) (local.get $r2))
        (local.set $row (i32.add (local.get $row) (local.get $stride)))
        (v128.store (local.get $row) (local.get $l3))
        (v128.store offset=16 (local.get $row) (local.get $r3))
        (local.set $row (i32.add (local.get $row) (local.get $stride)))
        (br_if $next_p_panel (i32.lt_u (local.get $p) (local.get $last_p)))
      )
      (local.set $column (i32.add (local.get $column) (i32.const 32)))
      (local.set $this_q (i32.add (local.get $this_q) (local.get $panel)))
      (br_if $next_q_panel (i32.lt_u (local.get $this_q) (local.get $last_q)))
    )
  )
)
