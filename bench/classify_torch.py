"""The classifier of DRAW (section 4.1 of arXiv 1502.04623) in PyTorch: one training step, as the paper has it.

Timing: one step for every line it reads, as peer.py does it for the others.
Checking: --dump FILE writes weights, batches, the losses of --steps steps and the gradients of the first, as
safetensors, for `npm run parity`.
"""
import argparse, json, resource, struct, sys, time
import numpy as np
import torch
import torch.nn.functional as F

FORMS = ['eager', 'compile-cell', 'compile']
READS = ['rows', 'columns', 'einsum']
p = argparse.ArgumentParser()
p.add_argument('--mode', default='compile-cell/einsum',
               choices=[f'{form}/{read}' for form in FORMS for read in READS])
for name, value in dict(T=8, h=256, read=12, batch=100, height=100, width=100, channels=1, classes=10).items():
    p.add_argument(f'--{name}', type=int, default=value)
p.add_argument('--no-attention', dest='attention', action='store_false')
p.add_argument('--steps', type=int, default=6, help='steps of a dump')
p.add_argument('--lr', type=float, default=1e-3)
p.add_argument('--beta1', type=float, default=0.5)
p.add_argument('--clip', type=float, default=10.0, help='greatest norm of the whole gradient')
p.add_argument('--dump', help='a file to write')
o = p.parse_args()
form, order = o.mode.split('/')
B, C, H, W, N, K = o.batch, o.channels, o.height, o.width, o.read, o.classes
dev = 'cuda' if torch.cuda.is_available() else 'cpu'


def initial():
    """Weights N(0, 1 / fan-in), biases 0. Rows of enc_w: what is read, then h; columns: gates i, g, f, o."""
    r = C * N * N if o.attention else C * H * W
    shapes = dict(enc_w=(r + o.h, 4 * o.h), enc_b=(4 * o.h,), out_w=(o.h, K), out_b=(K,), h_enc0=(o.h,))
    if o.attention:
        shapes.update(read_att_w=(o.h, 5), read_att_b=(5,))
    rng = np.random.RandomState(0)
    # To check nothing is 0, so that no gradient hides.
    bias = 0.1 if o.dump else 0.
    return {name: (rng.randn(*s) * (1 / np.sqrt(s[0]) if len(s) == 2 else bias)).astype(np.float32)
            for name, s in shapes.items()}


def batches(n):
    """n batches of images of 4 × 4 blocks, some of them 1, [n, B, C, H, W]; classes [n, B]."""
    rng = np.random.RandomState(1)
    blocks = rng.rand(n, B, C, -(-H // 4), -(-W // 4)) < 0.2
    x = np.kron(blocks, np.ones((4, 4)))[..., :H, :W]
    return np.ascontiguousarray(x, np.float32), rng.randint(0, K, (n, B)).astype(np.uint8)


P = {name: torch.nn.Parameter(torch.tensor(value, device=dev)) for name, value in initial().items()}


def filters(g, delta, var, size):
    """Equations 19, 20, 25, 26: [B, N, size]; softmax divides by the row's sum."""
    i = torch.arange(1, N + 1, device=dev, dtype=torch.float32)
    mu = g + (i - N / 2 - 0.5) * delta
    a = torch.arange(1, size + 1, device=dev, dtype=torch.float32)
    return F.softmax(-(a - mu[:, :, None]) ** 2 / (2 * var[:, :, None]), 2)


def read(x, h):
    if not o.attention:
        return x.flatten(1)
    gx, gy, log_var, log_delta, log_gamma = torch.addmm(P['read_att_b'], h, P['read_att_w']).split(1, 1)  # (21)
    delta = (max(H, W) - 1) / max(N - 1, 1) * log_delta.exp()                                             # (24)
    var = log_var.exp()
    fx = filters((W + 1) / 2 * (gx + 1), delta, var, W)                                                   # (22)
    fy = filters((H + 1) / 2 * (gy + 1), delta, var, H)                                                   # (23)
    if order == 'einsum':
        patch = torch.einsum('bnh,bchw,bmw->bcnm', fy, x, fx)
    elif C == 1:
        one = x[:, 0]
        patch = (fy.bmm(one)).bmm(fx.mT) if order == 'rows' else fy.bmm(one.bmm(fx.mT))
    else:
        fy, fx = fy[:, None], fx[:, None]
        patch = (fy @ x) @ fx.mT if order == 'rows' else fy @ (x @ fx.mT)
    return log_gamma.exp() * patch.flatten(1)                                                             # (27)


def glimpse(x, h, c):
    i, g, f, out = torch.addmm(P['enc_b'], torch.cat([read(x, h), h], 1), P['enc_w']).chunk(4, 1)
    c = f.sigmoid() * c + i.sigmoid() * g.tanh()
    return out.sigmoid() * c.tanh(), c


cell = torch.compile(glimpse, dynamic=False) if form == 'compile-cell' else glimpse


def logits_of(x):
    h, c = P['h_enc0'].expand(B, -1), torch.zeros(B, o.h, device=dev)
    for _ in range(o.T):
        h, c = cell(x, h, c)
    return torch.addmm(P['out_b'], h, P['out_w'])


def loss_of(x, y):
    logits = logits_of(x)
    return F.cross_entropy(logits, y), (logits.argmax(1) != y).float().mean()


loss_fn = torch.compile(loss_of, dynamic=False) if form == 'compile' else loss_of
adam = torch.optim.Adam(P.values(), lr=o.lr, betas=(o.beta1, 0.999), eps=1e-8, fused=True)


def step(x, y):
    """Loss and share of mistakes before the update. The gradients are left where they are."""
    adam.zero_grad(set_to_none=True)
    loss, error = loss_fn(torch.from_numpy(x).to(dev), torch.from_numpy(y).long().to(dev))
    loss.backward()
    norm = torch.nn.utils.clip_grad_norm_(P.values(), o.clip)
    adam.step()
    return loss.item(), error.item(), norm.item()


def safetensors(path, metadata, arrays):
    header, at = {'__metadata__': metadata}, 0
    names = {np.dtype(np.float64): 'F64', np.dtype(np.float32): 'F32', np.dtype(np.uint8): 'U8'}
    arrays = dict(sorted(arrays.items(), key=lambda item: -item[1].dtype.itemsize))
    for name, array in arrays.items():
        header[name] = dict(dtype=names[array.dtype], shape=array.shape, data_offsets=[at, at + array.nbytes])
        at += array.nbytes
    text = json.dumps(header).encode()
    text += b' ' * (-len(text) % 8)
    with open(path, 'wb') as file:
        file.write(struct.pack('<Q', len(text)) + text)
        for array in arrays.values():
            file.write(array.tobytes())


def dump(path):
    x, y = batches(4)
    arrays = {**initial(), 'x': x, 'labels': y}
    # Gradients as the paper has them: before any clipping.
    loss_of(torch.from_numpy(x[0]).to(dev), torch.from_numpy(y[0]).long().to(dev))[0].backward()
    arrays.update({f'grad.{name}': value.grad.cpu().numpy() for name, value in P.items()})
    steps = [step(x[i % 4], y[i % 4]) for i in range(o.steps)]
    losses, errors, _ = np.array(steps, np.float64).T
    sizes = dict(channels=C, height=H, width=W, attention=o.attention, glimpses=o.T, hidden=o.h,
                 readSize=N, classes=K)
    metadata = dict(format='easel-parity-1', kind='classifier', network=json.dumps(sizes),
                    optimizer=json.dumps(dict(learningRate=o.lr, beta1=o.beta1, clip=o.clip)),
                    program=f'torch {torch.__version__}')
    safetensors(path, metadata, {**arrays, 'losses': losses, 'errors': errors})


def serve():
    x, y = batches(4)

    def timed(i):
        start = time.perf_counter()
        loss, *_ = step(x[i % 4], y[i % 4])
        ms = (time.perf_counter() - start) * 1e3
        rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(dict(name=f'torch-{torch.__version__}-{dev}', ms=ms, loss=loss, rss=rss)), flush=True)

    timed(0)
    for i, _ in enumerate(sys.stdin, 1):
        timed(i)


dump(o.dump) if o.dump else serve()
