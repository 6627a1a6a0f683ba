// What comes between the kernels of matrices, in one workgroup: partial results become sums, a stretch of scalar
// instructions runs, and a branch opens if its flag is set.

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
  /// The step's first row of the table: a row for each of its sums, then one for each instruction.
  first_row: u32,
  sums: u32,
  /// Threads that share one sum.
  threads: u32,
  instructions: u32,
  flag: u32,
  /// The branch's numbers in their table: three a dispatch. They are 0 where it has not been opened.
  first_count: u32,
  counts: u32,
}

/// Partial results that go into scalars[target_slot]: their sum, or the largest of them, which are then magnitudes.
struct Sum {
  target_slot: u32,
  first: u32,
  count: u32,
  is_largest: bool,
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
@group(0) @binding(2) var<storage, read> partials: array<f32>;
@group(0) @binding(3) var<storage, read> table: array<vec4u>;
@group(0) @binding(4) var<storage, read> workgroup_counts: array<u32>;
@group(0) @binding(5) var<storage, read_write> indirect: array<u32>;

/// Threads of the workgroup: few where a barrier is dear.
override THREADS: u32 = 64u;

/// One of each thread.
var<workgroup> results: array<f32, THREADS>;
var<workgroup> is_open: bool;

fn sum_at(index: u32) -> Sum {
  let row = table[params.first_row + index];
  return Sum(row.x, row.y, row.z, row.w != 0u);
}

/// What one thread makes of its share of a sum's partial results.
fn own_share(sum: Sum, lane: u32) -> f32 {
  var total = 0.0;
  var largest = vec4u();
  for (var index = lane; index < sum.count;) {
    var block = 0.0;
    let stop = block_end(index, params.threads, sum.count);
    for (; index < stop; index += params.threads) {
      let result = partials[sum.first + index];
      block += result;
      largest = larger_magnitudes(largest, vec4f(result, 0.0, 0.0, 0.0));
    }
    total += block;
  }
  return select(total, largest_lane(largest), sum.is_largest);
}

/// What `threads` results from `first` on make.
fn together(sum: Sum, first: u32) -> f32 {
  let end = first + params.threads;
  var total = 0.0;
  var largest = vec4u();
  for (var index = first; index < end;) {
    var block = 0.0;
    let stop = block_end(index, 1u, end);
    for (; index < stop; index += 1u) {
      block += results[index];
      largest = larger_magnitudes(largest, vec4f(results[index], 0.0, 0.0, 0.0));
    }
    total += block;
  }
  return select(total, largest_lane(largest), sum.is_largest);
}

/// Brings all partial results into their scalars.
fn finish_sums(local: u32) {
  let index = local / params.threads;
  let lane = local % params.threads;
  // Threads beyond the last sum read another row, and leave it at that.
  let has_sum = index < params.sums;
  let sum = sum_at(index);
  if (has_sum) {
    results[local] = own_share(sum, lane);
  }
  workgroupBarrier();
  if (has_sum && lane == 0u) {
    scalars[sum.target_slot] = together(sum, local);
  }
  storageBarrier();
}

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

/// One thread's work: each instruction may read what the one before wrote.
fn run_instructions() {
  let first = params.first_row + params.sums;
  for (var index = first; index < first + params.instructions; index += 1u) {
    let row = table[index];
    let instruction = Instruction(row.x, row.y, row.z, row.w);
    let x = scalars[instruction.x];
    let y = scalars[instruction.y];
    scalars[instruction.target_slot] = evaluate(instruction.operation, x, y);
  }
}

/// Gives the dispatches of a branch their workgroups if its flag is set.
fn open_branch(local: u32) {
  if (local == 0u) {
    is_open = scalars[params.flag] != 0.0;
  }
  if (workgroupUniformLoad(&is_open)) {
    for (var index = local; index < params.counts; index += THREADS) {
      let place = params.first_count + index;
      indirect[place] = workgroup_counts[place];
    }
  }
}

@compute @workgroup_size(THREADS)
fn control(@builtin(local_invocation_index) local: u32) {
  if (params.sums > 0u) {
    finish_sums(local);
  }
  if (local == 0u) {
    run_instructions();
  }
  if (params.counts > 0u) {
    open_branch(local);
  }
}
