export { createLibvirtHypervisor, type LibvirtHypervisor, type LibvirtOptions } from './hypervisor.ts';
