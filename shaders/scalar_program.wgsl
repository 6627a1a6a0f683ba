// Runs a stretch of scalar instructions, one thread: scalar arithmetic between the matrix kernels.

const ADD = 0u;
const SUBTRACT = 1u;
const MULTIPLY = 2u;
const DIVIDE = 3u;
const MINIMUM = 4u;
const MAXIMUM = 5u;
const SQUARE_ROOT = 6u;
const GREATER = 7u;
const AT_LEAST = 8u;
const AND = 9u;
const NOT = 10u;
const RAISE_BY_DOUBLING = 11u;
const ASSIGN = 12u;

struct Params {
  first: u32,
  count: u32,
}

/// scalars[target_slot] = operation(scalars[x], scalars[y]).
struct Instruction {
  operation: u32,
  target_slot: u32,
  x: u32,
  y: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> scalars: array<f32>;
@group(0) @binding(2) var<storage, read> instructions: array<Instruction>;

/// The smallest start 2^j >= bound, j >= 0; float32 has no more than 278 doublings between its extremes.
fn raise_by_doubling(start: f32, bound: f32) -> f32 {
  var value = start;
  for (var j = 0; j < 300; j += 1) {
    if (value >= bound) {
      break;
    }
    value *= 2.0;
  }
  return value;
}

/// 1 or 0.
fn flag(condition: bool) -> f32 {
  return select(0.0, 1.0, condition);
}

/// x / y, and 0 where y = 0.
fn divide(x: f32, y: f32) -> f32 {
  if (y == 0.0) {
    return 0.0;
  }
  return x / y;
}

/// One operation of the port.
fn evaluate(operation: u32, x: f32, y: f32) -> f32 {
  switch operation {
    case ADD: { return x + y; }
    case SUBTRACT: { return x - y; }
    case MULTIPLY: { return x * y; }
    case DIVIDE: { return divide(x, y); }
    case MINIMUM: { return min(x, y); }
    case MAXIMUM: { return max(x, y); }
    case SQUARE_ROOT: { return sqrt(x); }
    case GREATER: { return flag(x > y); }
    case AT_LEAST: { return flag(x >= y); }
    case AND: { return flag(x != 0.0 && y != 0.0); }
    case NOT: { return flag(x == 0.0); }
    case RAISE_BY_DOUBLING: { return raise_by_doubling(x, y); }
    default: { return x; }
  }
}

@compute @workgroup_size(1)
fn scalar_program() {
  for (var index = params.first; index < params.first + params.count; index += 1u) {
    let instruction = instructions[index];
    let x = scalars[instruction.x];
    let y = scalars[instruction.y];
    scalars[instruction.target_slot] = evaluate(instruction.operation, x, y);
  }
}
