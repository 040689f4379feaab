/**
 * The operations a graph may hold, as TensorFlow registers them: name, inputs → outputs.
 *
 * `name:T` is a tensor whose type is the attribute T, `name:N*T` N of them, `name:[T]` as many as the list T.
 * An operation that is missing here is added as its line in TensorFlow's documentation of raw_ops says.
 */
export const SIGNATURES = `
Abs x:T -> y:T
Acos x:T -> y:T
Acosh x:T -> y:T
Add x:T y:T -> z:T
AddN inputs:N*T -> sum:T
AddV2 x:T y:T -> z:T
All input:bool reduction_indices:Tidx -> output:bool
Any input:bool reduction_indices:Tidx -> output:bool
ArgMax input:T dimension:Tidx -> output:output_type
ArgMin input:T dimension:Tidx -> output:output_type
Asin x:T -> y:T
Asinh x:T -> y:T
AssignVariableOp resource:resource value:dtype ->
Atan x:T -> y:T
Atan2 y:T x:T -> z:T
Atanh x:T -> y:T
AvgPool value:T -> output:T
AvgPool3D input:T -> output:T
AvgPool3DGrad orig_input_shape:int32 grad:T -> output:T
AvgPoolGrad orig_input_shape:int32 grad:T -> output:T
BatchMatMulV2 x:T y:T -> output:T
BatchToSpaceND input:T block_shape:Tblock_shape crops:Tcrops -> output:T
Bincount arr:int32 size:int32 weights:T -> bins:T
BroadcastArgs s0:T s1:T -> r0:T
Cast x:SrcT -> y:DstT
Ceil x:T -> y:T
Complex real:T imag:T -> out:Tout
ComplexAbs x:T -> y:Tout
ConcatV2 values:N*T axis:Tidx -> output:T
Const -> output:dtype
Conv2D input:T filter:T -> output:T
Conv2DBackpropFilter input:T filter_sizes:int32 out_backprop:T -> output:T
Conv2DBackpropInput input_sizes:int32 filter:T out_backprop:T -> output:T
Conv3D input:T filter:T -> output:T
Conv3DBackpropFilterV2 input:T filter_sizes:int32 out_backprop:T -> output:T
Conv3DBackpropInputV2 input_sizes:Tshape filter:T out_backprop:T -> output:T
Cos x:T -> y:T
Cosh x:T -> y:T
CropAndResize image:T boxes:float32 box_ind:int32 crop_size:int32 -> crops:float32
Cumprod x:T axis:Tidx -> out:T
Cumsum x:T axis:Tidx -> out:T
DepthToSpace input:T -> output:T
DepthwiseConv2dNative input:T filter:T -> output:T
DepthwiseConv2dNativeBackpropFilter input:T filter_sizes:int32 out_backprop:T -> output:T
DepthwiseConv2dNativeBackpropInput input_sizes:int32 filter:T out_backprop:T -> output:T
Diag diagonal:T -> output:T
Dilation2D input:T filter:T -> output:T
Dilation2DBackpropFilter input:T filter:T out_backprop:T -> filter_backprop:T
Dilation2DBackpropInput input:T filter:T out_backprop:T -> in_backprop:T
Div x:T y:T -> z:T
DivNoNan x:T y:T -> z:T
Einsum inputs:N*T -> output:T
Elu features:T -> activations:T
EluGrad gradients:T outputs:T -> backprops:T
Equal x:T y:T -> z:bool
Erf x:T -> y:T
Exp x:T -> y:T
ExpandDims input:T dim:Tdim -> output:T
Expm1 x:T -> y:T
FFT input:Tcomplex -> output:Tcomplex
Fill dims:index_type value:T -> output:T
Floor x:T -> y:T
FloorDiv x:T y:T -> z:T
FloorMod x:T y:T -> z:T
FusedBatchNorm x:T scale:T offset:T mean:T variance:T -> y:T batch_mean:T batch_variance:T reserve_space_1:T reserve_space_2:T
GatherNd params:Tparams indices:Tindices -> output:Tparams
GatherV2 params:Tparams indices:Tindices axis:Taxis -> output:Tparams
Greater x:T y:T -> z:bool
GreaterEqual x:T y:T -> z:bool
IFFT input:Tcomplex -> output:Tcomplex
Identity input:T -> output:T
Imag input:T -> output:Tout
IsFinite x:T -> y:bool
IsInf x:T -> y:bool
IsNan x:T -> y:bool
L2Loss t:T -> output:T
LRN input:T -> output:T
LRNGrad input_grads:T input_image:T output_image:T -> output:T
LeakyRelu features:T -> activations:T
Less x:T y:T -> z:bool
LessEqual x:T y:T -> z:bool
LinSpace start:T stop:T num:Tidx -> output:T
Log x:T -> y:T
Log1p x:T -> y:T
LogicalAnd x:bool y:bool -> z:bool
LogicalNot x:bool -> y:bool
LogicalOr x:bool y:bool -> z:bool
MatMul a:T b:T -> product:T
Max input:T reduction_indices:Tidx -> output:T
MaxPool input:T -> output:T
MaxPool3D input:T -> output:T
MaxPool3DGrad orig_input:TInput orig_output:TInput grad:T -> output:T
MaxPoolGrad orig_input:T orig_output:T grad:T -> output:T
Maximum x:T y:T -> z:T
Mean input:T reduction_indices:Tidx -> output:T
Min input:T reduction_indices:Tidx -> output:T
Minimum x:T y:T -> z:T
MirrorPad input:T paddings:Tpaddings -> output:T
Mul x:T y:T -> z:T
Neg x:T -> y:T
NoOp ->
NonMaxSuppressionV3 boxes:T scores:T max_output_size:int32 iou_threshold:T_threshold score_threshold:T_threshold -> selected_indices:int32
NonMaxSuppressionV4 boxes:T scores:T max_output_size:int32 iou_threshold:T_threshold score_threshold:T_threshold -> selected_indices:int32 valid_outputs:int32
NonMaxSuppressionV5 boxes:T scores:T max_output_size:int32 iou_threshold:T score_threshold:T soft_nms_sigma:T -> selected_indices:int32 selected_scores:T valid_outputs:int32
NotEqual x:T y:T -> z:bool
OneHot indices:TI depth:int32 on_value:T off_value:T -> output:T
OnesLike x:T -> y:T
Pack values:N*T -> output:T
PadV2 input:T paddings:Tpaddings constant_values:T -> output:T
PartitionedCall args:[Tin] -> output:[Tout]
Placeholder -> output:dtype
Pow x:T y:T -> z:T
Prod input:T reduction_indices:Tidx -> output:T
Range start:Tidx limit:Tidx delta:Tidx -> output:Tidx
ReadVariableOp resource:resource -> value:dtype
Real input:T -> output:Tout
RealDiv x:T y:T -> z:T
Reciprocal x:T -> y:T
Relu features:T -> activations:T
Relu6 features:T -> activations:T
Reshape tensor:T shape:Tshape -> output:T
ResizeBilinear images:T size:int32 -> resized_images:float32
ResizeBilinearGrad grads:float32 original_image:T -> output:T
ResizeNearestNeighbor images:T size:int32 -> resized_images:T
ResizeNearestNeighborGrad grads:T size:int32 -> output:T
ResourceApplyAdam var:resource m:resource v:resource beta1_power:T beta2_power:T lr:T beta1:T beta2:T epsilon:T grad:T ->
ReverseV2 tensor:T axis:Tidx -> output:T
Round x:T -> y:T
Rsqrt x:T -> y:T
ScatterNd indices:Tindices updates:T shape:Tindices -> output:T
Select condition:bool t:T e:T -> output:T
Selu features:T -> activations:T
Sigmoid x:T -> y:T
Sign x:T -> y:T
Sin x:T -> y:T
Sinh x:T -> y:T
Slice input:T begin:Index size:Index -> output:T
Softmax logits:T -> softmax:T
Softplus features:T -> activations:T
SpaceToBatchND input:T block_shape:Tblock_shape paddings:Tpaddings -> output:T
Split split_dim:int32 value:T -> output:num_split*T
SplitV value:T size_splits:Tlen split_dim:int32 -> output:num_split*T
Sqrt x:T -> y:T
Square x:T -> y:T
SquaredDifference x:T y:T -> z:T
StatefulPartitionedCall args:[Tin] -> output:[Tout]
StatelessWhile input:[T] -> output:[T]
StridedSlice input:T begin:Index end:Index strides:Index -> output:T
Sub x:T y:T -> z:T
Sum input:T reduction_indices:Tidx -> output:T
Tan x:T -> y:T
Tanh x:T -> y:T
TensorListFromTensor tensor:element_dtype element_shape:shape_type -> output_handle:variant
TensorListGetItem input_handle:variant index:int32 element_shape:Tshape -> item:element_dtype
TensorListReserve element_shape:shape_type num_elements:int32 -> handle:variant
TensorListSetItem input_handle:variant index:int32 item:element_dtype -> output_handle:variant
TensorListStack input_handle:variant element_shape:int32 -> tensor:element_dtype
TensorScatterUpdate tensor:T indices:Tindices updates:T -> output:T
Tile input:T multiples:Tmultiples -> output:T
TopKV2 input:T k:Tk -> values:T indices:index_type
Transpose x:T perm:Tperm -> y:T
UniqueV2 x:T axis:Taxis -> y:T idx:out_idx
Unpack value:T -> output:num*T
UnsortedSegmentSum data:T segment_ids:Tindices num_segments:Tnumsegments -> output:T
VarHandleOp -> resource:resource
Where input:T -> index:int64
XlaOptimizationBarrier input:[T] -> output:[T]
ZerosLike x:T -> y:T
`
